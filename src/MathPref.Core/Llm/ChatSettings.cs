using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>How the models of one cmdlet are called.</summary>
internal sealed record ChatSettings
{
    public required CallGate Gate { get; init; }

    /// <summary>Makes the embedded model of that name, which no server has.</summary>
    public required Func<string, IChatClient> Embedded { get; init; }

    public RetrySettings Retry { get; init; } = new();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    public LimitSettings Limits { get; init; } = new();

    /// <summary>The cmdlet's own budget, and that of the run.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>Shared by all models of a run; null outside one.</summary>
    public CallGate? RunGate { get; init; }

    /// <summary>The full path of the journal; null for none.</summary>
    public string? Journal { get; init; }

    /// <summary>Whether nothing is asked, and the journal is only looked into.</summary>
    public bool IsPlan { get; init; }

    /// <summary>Asks again and replaces what the journal holds.</summary>
    public bool RefreshJournal { get; init; }

    public RequestLog Requests { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
