namespace MathPref.Core.Hub;

/// <summary>A push that cannot begin as it is set up; nothing was sent.</summary>
public sealed class HubConfigurationException(string message, bool isMissingToken = false) : Exception(message)
{
    public bool IsMissingToken { get; } = isMissingToken;
}
