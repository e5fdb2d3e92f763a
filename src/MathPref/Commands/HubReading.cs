using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security;
using MathPref.Core.Hub;
using MathPref.Progress;

namespace MathPref.Commands;

/// <summary>What a cmdlet that reads from the Hub has of it: the library, what that says, and its progress.</summary>
internal sealed class HubReading
{
    private readonly PSCmdlet _cmdlet;
    private readonly ConcurrentQueue<(bool IsWarning, string Text)> _messages = [];

    /// <summary>Throws <see cref="HubConfigurationException"/> for a token or an address (HF_ENDPOINT) that cannot be used.</summary>
    public HubReading(PSCmdlet cmdlet, SecureString? token, bool isOffline, bool allowUnencrypted = false, HubSettings? settings = null)
    {
        _cmdlet = cmdlet;
        settings ??= new HubSettings();
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        isOffline |= HubVariables.IsOffline(environment);
        Library = HubLibrary.Create(
            // Where nothing is sent, nothing about the way can be wrong.
            isOffline
                ? HubConnection.ForReading(null, static _ => null)
                : HubConnection.ForReading(token, environment, settings.Proxy, allowUnencrypted),
            settings,
            environment,
            isOffline,
            text => _messages.Enqueue((true, text)),
            text => _messages.Enqueue((false, text)));
    }

    public HubLibrary Library { get; }

    /// <summary>Called now and then, and at the end, on the pipeline thread.</summary>
    public Action Meanwhile(ByteProgress? progress, TransferProgress? transfer, Action<string> warn, Action<string> tell) => () =>
    {
        while (_messages.TryDequeue(out var message))
            (message.IsWarning ? warn : tell)(message.Text);
        if (transfer is { Total: > 0 })
            progress?.Report(_cmdlet, transfer);
    };
}
