namespace MathPref.Core.Hub;

/// <summary>One request, which can be sent again, and what it does, for messages: "creating the repository".</summary>
internal sealed record HubRequest(HttpMethod Method, Uri Address, string Doing)
{
    /// <summary>Makes the body anew for each attempt. What it is given is to be called as bytes go out.</summary>
    public Func<Action<long>, HttpContent>? Content { get; init; }

    /// <summary>Whether the token is sent along, if the address is the endpoint's own.</summary>
    public bool WithToken { get; init; } = true;

    public string? Accept { get; init; }

    /// <summary>
    /// The part of a file that is wanted, its first and its last byte (or all from the first on); null for all of it. A server may give all of it
    /// nevertheless.
    /// </summary>
    public (long First, long? Last)? Range { get; init; }

    /// <summary>Whether the bytes are to come as they are, without a compression for the way.</summary>
    public bool AsIs { get; init; }

    /// <summary>The repository that is read, for messages.</summary>
    public string? Repo { get; init; }

    public bool IsReading => Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>A status that is an answer here and no failure.</summary>
    public int? AlsoGood { get; init; }

    /// <summary>False for what must not be done twice: then only what was certainly not done is tried again.</summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>Told how many bytes of the body went out; less than nothing when an attempt failed.</summary>
    public Action<long>? OnSent { get; init; }
}
