using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>A simple graph whose vertices are letters; its edges are written <c>AB, AC</c> or with weights <c>AB (4), AC (2)</c>.</summary>
internal sealed class LetterGraph
{
    private const int MostVertices = 12;
    private const int MostEdges = 24;
    private static readonly string[] s_alphabets = ["ABCDEFGHIJKL", "KLMNOPQRSTUV", "MNOPQRSTUVWX", "OPQRSTUVWXYZ"];

    private LetterGraph(string names, List<(int From, int To, int Weight)> edges)
    {
        (Names, Edges) = (names, edges);
        Near = [.. names.Select((_, v) => edges.Where(e => e.From == v || e.To == v).Select(e => e.From == v ? e.To : e.From).Order().ToArray())];
    }

    /// <summary>The vertices in the order of the alphabet.</summary>
    public string Names { get; }

    public IReadOnlyList<(int From, int To, int Weight)> Edges { get; }

    /// <summary>The neighbours of each vertex.</summary>
    public IReadOnlyList<int[]> Near { get; }

    public int Count => Names.Length;

    public int[] Degrees => [.. Near.Select(near => near.Length)];

    /// <summary>The numbers of the vertices, part by part of the graph.</summary>
    public IReadOnlyList<int[]> Parts => PartsOf(Edges.Select(e => (e.From, e.To)));

    public bool IsJoined(int a, int b) => Near[a].Contains(b);

    public string Name(int vertex) => Names[vertex].ToString();

    /// <summary>The edges as they stand in a problem.</summary>
    public string Text(bool isWeighted = false) =>
        string.Join(", ", Edges.Select(e => isWeighted ? $"{Names[e.From]}{Names[e.To]} ({e.Weight})" : $"{Names[e.From]}{Names[e.To]}"));

    /// <summary>The parts that these edges make of the vertices.</summary>
    public IReadOnlyList<int[]> PartsOf(IEnumerable<(int From, int To)> edges)
    {
        int[] label = [.. Enumerable.Range(0, Count)];
        foreach (var (from, to) in edges)
        {
            int old = label[to];
            for (int v = 0; v < Count; v++)
                label[v] = label[v] == old ? label[from] : label[v];
        }
        return [.. label.Index().GroupBy(v => v.Item).Select(part => part.Select(v => v.Index).ToArray())];
    }

    /// <summary>The same graph with this edge, or without it where it has it.</summary>
    public LetterGraph Toggled(int a, int b)
    {
        var edge = (Math.Min(a, b), Math.Max(a, b), 1);
        return new(Names, [.. Edges.Contains(edge) ? Edges.Where(e => e != edge) : Edges.Append(edge).Order()]);
    }

    /// <summary>The graph of these edges; the vertices are those named, or else those that have an edge.</summary>
    public static LetterGraph? Read(string text, bool isWeighted = false, string? names = null)
    {
        string[] parts = text.Split(", ");
        if (parts.Length > MostEdges || parts.Any(p => p.Length < 2 || !char.IsAsciiLetterUpper(p[0]) || !char.IsAsciiLetterUpper(p[1]) || p[0] == p[1]))
            return null;
        names ??= string.Concat(parts.SelectMany(p => p[..2]).Distinct().Order());
        if (names.Length > MostVertices || parts.Any(p => !names.Contains(p[0]) || !names.Contains(p[1])))
            return null;
        List<(int From, int To, int Weight)> edges = [];
        foreach (string part in parts)
        {
            int weight = 1;
            if (isWeighted)
            {
                if (part.Length < 6 || part[2..4] != " (" || part[^1] != ')' || Blank.Whole(part[4..^1], 1, 1000) is not { } read)
                    return null;
                weight = read;
            }
            else if (part.Length > 2)
                return null;
            var (from, to) = (names.IndexOf(part[0], StringComparison.Ordinal), names.IndexOf(part[1], StringComparison.Ordinal));
            if (edges.Any(e => (e.From, e.To) == (from, to) || (e.From, e.To) == (to, from)))
                return null;
            edges.Add((from, to, weight));
        }
        return new(names, edges);
    }

    /// <summary>A graph with so many vertices and edges; it hangs together, if that is asked for.</summary>
    public static LetterGraph Draw(Rng rng, int vertices, int edges, bool isConnected = true, int mostWeight = 1)
    {
        string names = rng.Pick(s_alphabets)[..vertices];
        while (true)
        {
            var all = Enumerable.Range(0, vertices).SelectMany(a => Enumerable.Range(a + 1, vertices - a - 1).Select(b => (a, b)));
            var pairs = rng.Several(edges, all).Order();
            LetterGraph graph = new(names, [.. pairs.Select(p => (p.a, p.b, rng.Next(1, mostWeight)))]);
            if (!isConnected || graph.Parts.Count == 1)
                return graph;
        }
    }
}
