namespace MathPref.Core.Hub;

/// <summary>What is to be published, and how.</summary>
internal sealed record PublishRequest
{
    public const string MainBranch = "main";

    /// <summary>The folder of a distiset or of a run.</summary>
    public required string Path { get; init; }

    public required RepoId Repo { get; init; }

    /// <summary>For a repository that is made now; null leaves it to the owner's setting.</summary>
    public bool? Private { get; init; }

    /// <summary>A branch, which is made where it is missing, or a pull request as <c>refs/pr/3</c>.</summary>
    public string Revision { get; init; } = MainBranch;

    /// <summary>Why git would refuse the name of a branch (git-check-ref-format), or null.</summary>
    public static string? ProblemWithRevision(string revision)
    {
        var parts = revision.Split('/');
        if (revision.Any(c => char.IsControl(c) || " ~^:?*[\\".Contains(c)))
            return "a branch has no spaces, no control characters and none of ~ ^ : ? * [ \\";
        if (parts.Any(part => part.Length == 0))
            return "the parts between the slashes of a branch are not empty";
        if (parts.Any(part => part[0] == '.' || part.EndsWith(".lock", StringComparison.Ordinal)) || revision[0] == '-' || revision[^1] == '.')
            return "a branch does not begin with '-' or end with '.', and no part of it begins with '.' or ends with '.lock'";
        return revision == "@" || revision.Contains("..", StringComparison.Ordinal) || revision.Contains("@{", StringComparison.Ordinal)
            ? "a branch is not '@' and holds neither '..' nor '@{'"
            : null;
    }

    /// <summary>Whether the revision is a pull request (or a tag), which no push makes.</summary>
    public bool IsReference => Revision.StartsWith("refs/", StringComparison.Ordinal);

    /// <summary>Only with the main branch.</summary>
    public bool CreatePullRequest { get; init; }

    /// <summary>The first line is the title of the commit, the rest its text.</summary>
    public string Message { get; init; } = "Upload dataset with MathPref";

    /// <summary>Keys in use, none of which is sent.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>A run's script without what is a key in it, line for line.</summary>
    public Func<string, string> CleanScript { get; init; } = static script => script;

    /// <summary>Whether what only looks like a key may be sent with the data and the card.</summary>
    public bool Force { get; init; }
}

/// <summary>What a push did. Without a commit nothing had to be changed; the bytes are those of the uploaded files.</summary>
internal sealed record PublishResult(
    string RepoId,
    Uri Url,
    string? Commit,
    Uri? CommitUrl,
    Uri? PullRequestUrl,
    IReadOnlyList<string> Uploaded,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<string> Skipped,
    long Bytes);

/// <summary>What a push would do. Nothing was changed to find it out.</summary>
internal sealed record PublishForecast(string RepoId, bool Creates, PushPlan Plan);
