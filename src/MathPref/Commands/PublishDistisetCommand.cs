using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Runs;
using MathPref.Core.Text;
using MathPref.Progress;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>
/// Publishes a dataset folder on the Hugging Face Hub, as one commit. What is there already is not sent again; old files of the configs
/// that are pushed are replaced; the card's text and the other configs stay.
/// </summary>
[Cmdlet(VerbsData.Publish, "Distiset", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(OutputTypeName)]
public sealed class PublishDistisetCommand : ServiceCallCommandBase
{
    // The Hub's own clients wait 1, 2, 4, 8 and 8 seconds; its quotas are those of five minutes.
    private const int Retries = 5;
    private const double LongestWaitSec = 300;

    internal const string OutputTypeName = "MathPref.PublishedDistiset";
    private const string LiteralSet = "LiteralPath";

    private readonly ConcurrentQueue<(bool IsWarning, string Text)> _messages = [];

    public PublishDistisetCommand()
        : base(Retries, LongestWaitSec)
    {
    }

    /// <summary>The folder of the dataset, or of the run that made it; wildcards are allowed where they match one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The folder by its exact name; what Get-Distiset and Get-Item give is taken from the pipe.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The repository: namespace/name, or a name alone for one of your own. It is made where it is missing.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Path")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LiteralSet)]
    [ValidateNotNullOrEmpty]
    public string RepoId { get; set; } = null!;

    /// <summary>Makes the repository private. One that is there already must be private then.</summary>
    [Parameter]
    public SwitchParameter Private { get; set; }

    /// <summary>The branch, which is made where it is missing, or a pull request as refs/pr/3.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Revision { get; set; } = PublishRequest.MainBranch;

    /// <summary>Opens a pull request and leaves the branch as it is.</summary>
    [Parameter]
    public SwitchParameter CreatePullRequest { get; set; }

    /// <summary>The first line is the commit's title, the rest its text.</summary>
    [Parameter]
    [ValidatePattern(@"\S")]
    public string? CommitMessage { get; set; }

    /// <summary>The token, as a SecureString or a string; without it HF_TOKEN, then the file that hf auth login writes.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>Sends data and a card in which something only looks like a key. One that is in use is never sent.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly Secrets _secrets = new(Environment.GetEnvironmentVariable);
    private RepoId _repo = null!;
    private HubPublisher _publisher = null!;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _repo = Core.Hub.RepoId.Parse(RepoId);
            if (PublishRequest.ProblemWithRevision(Revision) is { } problem)
                ThrowTerminatingError(Errors.BadRevision(Revision, problem));
            if (CreatePullRequest && Revision != PublishRequest.MainBranch)
                ThrowTerminatingError(Errors.PullRequestNeedsMain(Revision));
            var settings = new HubSettings
            {
                Timeout = GivenTimeout,
                Retry = GivenRetry,
                Proxy = GivenProxy,
            };
            var connection = HubConnection.Resolve(Token, AllowUnencryptedAuthentication, Environment.GetEnvironmentVariable, GivenProxy);
            _secrets.Add(connection.Token);
            _publisher = HubPublisher.Create(
                connection,
                settings,
                text => _messages.Enqueue((true, text)),
                text => _messages.Enqueue((false, text)));
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(error.BadRepoId(RepoId));
        }
        catch (HubConfigurationException error)
        {
            ThrowTerminatingError(error.CannotReachHub(RepoId));
        }
    }

    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralSet;
        var path = isLiteral ? LiteralPath : Path;
        if (HubAddress.Is(path))
        {
            WriteError(Errors.NotOfTheHub(path, MyInvocation.MyCommand.Name));
            return;
        }
        if (this.ExistingPath(path, isLiteral, WriteError) is not { } folder)
            return;
        if (!Directory.Exists(folder))
        {
            WriteError(Errors.PathNotFound(path));
            return;
        }
        var request = new PublishRequest
        {
            Path = folder,
            Repo = _repo,
            Private = MyInvocation.BoundParameters.ContainsKey(nameof(Private)) ? Private.IsPresent : null,
            Revision = Revision,
            CreatePullRequest = CreatePullRequest,
            Keys = _secrets.Known,
            CleanScript = script => ScriptText.Redact(script, _secrets),
            Force = Force,
        };
        if (CommitMessage is not null)
            request = request with { Message = CommitMessage };
        try
        {
            if (IsWhatIf)
                Describe(AwaitPush(stop => _publisher.ForecastAsync(request, stop)));
            else if (ShouldProcess($"{_repo} on the Hugging Face Hub, from {folder}", "Publish dataset"))
                WriteObject(ToObject(AwaitPush(stop => _publisher.PublishAsync(request, stop))));
        }
        catch (HubException error)
        {
            WriteError(error.ToErrorRecord(folder));
        }
        catch (Exception error) when (error is DatasetFormatException or IOException or UnauthorizedAccessException)
        {
            WriteError(error is LoaderConflictException ? error.LoaderConflict(folder) : error.UnreadableData(folder));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private T AwaitPush<T>(Func<CancellationToken, Task<T>> work)
    {
        var progress = new ByteProgress($"Publishing {_repo}");
        try
        {
            return Await(work, () =>
            {
                WriteMessages();
                progress.Report(this, _publisher.Progress);
            });
        }
        finally
        {
            if (!Cancellation.IsCancellationRequested)
                progress.Complete(this);
        }
    }

    private void WriteMessages()
    {
        while (_messages.TryDequeue(out var message))
        {
            if (message.IsWarning)
                WriteWarning(message.Text);
            else
                WriteVerbose(message.Text);
        }
    }

    /// <summary>Nothing is asked under -WhatIf: ShouldProcess says what would be done. What others called a file is plain text in it.</summary>
    private void Describe(PublishForecast forecast)
    {
        if (forecast.Creates)
            ShouldProcess(forecast.RepoId, Private ? "Create private dataset repository" : "Create dataset repository");
        foreach (var file in forecast.Plan.Uploads)
            ShouldProcess($"{forecast.RepoId}: {file.Path} ({Text.Bytes(file.Length)})", "Upload");
        foreach (var path in forecast.Plan.Deletes)
            ShouldProcess($"{forecast.RepoId}: {MessageText.Plain(path)}", "Delete");
        foreach (var path in forecast.Plan.Skips)
            ShouldProcess($"{forecast.RepoId}: {path}", "Skip, as it is there already");
    }

    private static PSObject ToObject(PublishResult result)
    {
        var output = new PSObject();
        output.TypeNames.Insert(0, OutputTypeName);
        void Add(string name, object? value) => output.Properties.Add(new PSNoteProperty(name, value));
        Add("RepoId", result.RepoId);
        Add("Url", result.Url);
        Add("Commit", result.Commit);
        Add("CommitUrl", result.CommitUrl);
        Add("PullRequestUrl", result.PullRequestUrl);
        Add("Uploaded", result.Uploaded.ToArray());
        Add("Deleted", result.Deleted.ToArray());
        Add("Skipped", result.Skipped.ToArray());
        Add("Bytes", result.Bytes);
        return output;
    }
}
