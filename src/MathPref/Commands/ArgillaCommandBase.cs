using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Argilla;
using MathPref.Core.Net;

namespace MathPref.Commands;

/// <summary>What the cmdlets for Argilla share: which dataset, where the server is, the key and how calls are made.</summary>
public abstract class ArgillaCommandBase : ServiceCallCommandBase
{
    private const int Retries = 10;
    private const double LongestWaitSec = 120;

    private readonly ConcurrentQueue<string> _notices = [];

    private protected ArgillaCommandBase()
        : base(Retries, LongestWaitSec)
    {
    }

    /// <summary>The dataset that is meant, for errors.</summary>
    private protected abstract string DatasetName { get; }

    /// <summary>The workspace of the dataset; it may be left out where the key's user has one alone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Workspace { get; set; }

    /// <summary>The server's root, such as http://localhost:6900 or https://owner-space.hf.space; without it ARGILLA_API_URL.</summary>
    [Parameter]
    [EndpointTransformation]
    public Uri? ApiUrl { get; set; }

    /// <summary>
    /// The key, as a SecureString or a string; without it ARGILLA_API_KEY. HF_TOKEN opens a private Hugging Face Space that belongs to its
    /// user, or to an organisation of theirs.
    /// </summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>Lets HF_TOKEN go to a private Space that is not known to be its user's own.</summary>
    [Parameter]
    public SwitchParameter AllowTokenToSpace { get; set; }

    /// <summary>What is being waited for besides an answer, for the progress line.</summary>
    private protected string Notice { get; private set; } = "";

    /// <summary>Says on the progress line how far the work is.</summary>
    private protected virtual void ReportProgress()
    {
    }

    /// <summary>Whether it is said where Argilla is.</summary>
    private protected bool HasServer => ApiUrl is not null || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(ArgillaConnection.UrlVariable));

    /// <summary>The server, checked, and the workspace that is meant. What is wrong with them ends the pipeline before its first row.</summary>
    private protected ArgillaSession Open()
    {
        try
        {
            var connection = ArgillaConnection.Resolve(
                ApiUrl, ApiKey, AllowUnencryptedAuthentication, Environment.GetEnvironmentVariable, GivenProxy, AllowTokenToSpace);
            var http = new ArgillaHttp(HttpClients.For(GivenProxy), GivenTimeout, GivenRetry, TimeProvider.System)
            {
                OnRetry = (wait, reason) => _notices.Enqueue(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Argilla: {connection.Redact(reason)}. Trying again in {wait.TotalSeconds:0.0} s.")),
            };
            Run?.Use(ApiKey);
            var session = Await(cancellation => ArgillaSession.OpenAsync(new ArgillaClient(connection, http), Workspace, cancellation));
            WriteVerbose($"Argilla {session.Version} at {connection}, workspace '{session.Client.Words(session.Workspace.Name)}'.");
            return session;
        }
        catch (ArgillaException error)
        {
            ThrowTerminatingError(error.ToErrorRecord(DatasetName));
            throw;
        }
    }

    /// <summary>Waits for a call, and meanwhile says what there is to say.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> call)
    {
        var answer = Await(call, Say);
        Notice = "";
        return answer;
    }

    private protected void Await(Func<CancellationToken, Task> call) => Await(async cancellation =>
    {
        await call(cancellation).ConfigureAwait(false);
        return true;
    });

    private void Say()
    {
        while (_notices.TryDequeue(out var notice))
        {
            WriteVerbose(notice);
            Notice = ". " + notice;
        }
        ReportProgress();
    }
}
