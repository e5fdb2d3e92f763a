using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Llm;

namespace MathPref.Completion;

/// <summary>
/// The models that servers offer, as far as they are known: asked for in the background and kept for a while, so that a key press never
/// waits for a network. A list that has grown old is given until the new one is there.
/// </summary>
internal sealed class ModelLists(TimeProvider time)
{
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_ageOfFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public static ModelLists Shared { get; } = new(TimeProvider.System);

    private sealed class Entry
    {
        public Lock Lock { get; } = new();

        public Task? Asking { get; set; }

        public DateTimeOffset ValidUntil { get; set; } = DateTimeOffset.MinValue;

        public IReadOnlyList<LlmModel> Models { get; set; } = [];
    }

    /// <summary>What is known of a server's models; nothing where it cannot be asked, or has not answered yet.</summary>
    /// <param name="server">Where to ask.</param>
    /// <param name="environment">The variables that may be used.</param>
    /// <param name="patience">How long to wait for an answer that is on its way.</param>
    public IReadOnlyList<LlmModel> Of(LlmSpec server, Func<string, string?> environment, TimeSpan patience)
    {
        var entry = _entries.GetOrAdd(Key(server, environment), _ => new Entry());
        Task? asking;
        lock (entry.Lock)
        {
            if (entry.Asking is null && time.GetUtcNow() >= entry.ValidUntil)
                entry.Asking = Task.Run(() => AskAsync(entry, server, environment));
            asking = entry.Asking;
        }
        asking?.Wait(patience);
        lock (entry.Lock)
            return entry.Models;
    }

    private async Task AskAsync(Entry entry, LlmSpec server, Func<string, string?> environment)
    {
        IReadOnlyList<LlmModel>? models = null;
        try
        {
            models = await ModelCatalogue.ListAsync(server, environment, s_timeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever it is, the cmdlet itself will say it.
        }
        lock (entry.Lock)
        {
            entry.Models = models ?? entry.Models;
            entry.ValidUntil = time.GetUtcNow() + (models is null ? s_ageOfFailure : s_age);
            entry.Asking = null;
        }
    }

    /// <summary>Servers offer to another key other models. The key itself is not kept.</summary>
    private static string Key(LlmSpec server, Func<string, string?> environment)
    {
        var connection = LlmConnection.Resolve(server, environment);
        return $"{server.Provider} {connection.Endpoint} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(connection.ApiKey ?? "")))}";
    }
}
