namespace MathPref.Core.Hub;

/// <summary>The way to the Hub as it is set up cannot be taken; nothing was sent.</summary>
public sealed class HubConfigurationException(string message, bool isMissingToken = false) : Exception(message)
{
    public bool IsMissingToken { get; } = isMissingToken;
}
