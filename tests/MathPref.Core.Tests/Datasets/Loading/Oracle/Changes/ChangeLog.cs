using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>What became of the commands: done, refused and why, and what was lost, with the smallest case of each.</summary>
internal sealed partial class ChangeLog
{
    private readonly Dictionary<string, int> _refusals = [];
    private readonly Dictionary<string, int> _unmodelled = [];
    private readonly Dictionary<string, (int Count, int Size, string Case)> _losses = [];

    public int Commands { get; private set; }

    /// <summary>Of commands on places of which something loads.</summary>
    public int OnPlacesThatLoad { get; private set; }

    public int RefusedOnPlacesThatLoad { get; private set; }

    public bool HasLosses => _losses.Count > 0;

    /// <summary>What was lost, with the case; null where nothing was.</summary>
    public Loss? FirstLoss => _losses.Select(loss => new Loss(loss.Key, loss.Value.Case)).FirstOrDefault();

    public void Add(PlaceView before, Exception? refusal)
    {
        Commands++;
        var loads = before.Loads.Values.Any(load => load.Loads);
        OnPlacesThatLoad += loads ? 1 : 0;
        if (refusal is null)
            return;
        RefusedOnPlacesThatLoad += loads ? 1 : 0;
        var reason = $"{refusal.GetType().Name}: {Reason(refusal.Message)}";
        _refusals[reason] = _refusals.GetValueOrDefault(reason) + 1;
    }

    public void Unmodelled(UnmodelledException unknown) => _unmodelled[unknown.Message] = _unmodelled.GetValueOrDefault(unknown.Message) + 1;

    public void Lost(Loss loss, int size, Func<string> describe)
    {
        var known = _losses.GetValueOrDefault(loss.Kind, (0, int.MaxValue, ""));
        _losses[loss.Kind] = size < known.Item2 ? (known.Item1 + 1, size, $"{describe()}\n    lost: {loss.Detail}") : (known.Item1 + 1, known.Item2, known.Item3);
    }

    public override string ToString() => string.Join('\n', (string[])
    [
        $"{Commands} commands, {OnPlacesThatLoad} on places that load, of which {RefusedOnPlacesThatLoad} were refused.",
        .. _refusals.OrderByDescending(refusal => refusal.Value).Select(refusal => $"refused {refusal.Value,5}  {refusal.Key}"),
        .. _unmodelled.OrderByDescending(unknown => unknown.Value).Select(unknown => $"unknown {unknown.Value,5}  {unknown.Key}"),
        .. _losses.OrderByDescending(loss => loss.Value.Count).Select(loss => $"LOST    {loss.Value.Count,5}  {loss.Key}\n    {loss.Value.Case}"),
    ]);

    private static string Reason(string message)
    {
        var plain = Names().Replace(message, "…");
        return plain.Length > 110 ? plain[..110] : plain;
    }

    [GeneratedRegex(@"'[^']*'|\([^)]*\)|/[^\s,;]+|[0-9]+")]
    private static partial Regex Names();
}
