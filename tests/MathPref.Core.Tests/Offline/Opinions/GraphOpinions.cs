using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Graphs by enumeration: all paths, all sets of edges, all colourings.</summary>
internal static partial class GraphOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["degree-sequence"] = DegreeSequence,
        ["handshake"] = Handshake,
        ["plane-faces"] = PlaneFaces,
        ["graph-components"] = Components,
        ["shortest-path"] = ShortestPath,
        ["minimum-spanning-tree"] = (problem, answer) => Is(answer, SpanningTrees(problem).Min(tree => tree.Sum(e => e.Weight))),
        ["spanning-tree-count"] = (problem, answer) => Is(answer, SpanningTrees(problem).Count()),
        ["chromatic-number"] = ChromaticNumber,
        ["euler-trail"] = EulerTrail,
    };

    private static bool Is(string answer, long number) => Latex.Number(answer) == (Rational)new BigInteger(number);

    private static (char From, char To, int Weight)[] Edges(string problem) =>
        [.. Edge().Matches(problem).Select(m => (m.Value[0], m.Value[1], m.Groups[1].Success ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : 1))];

    private static char[] Vertices(IEnumerable<(char From, char To, int Weight)> edges) => [.. edges.SelectMany(e => new[] { e.From, e.To }).Distinct()];

    private static bool DegreeSequence(string problem, string answer)
    {
        var edges = Edges(problem);
        var ends = string.Concat(edges.Select(e => $"{e.From}{e.To}"));
        int[] degrees = [.. ends.GroupBy(c => c).Select(g => g.Count()).OrderByDescending(d => d)];
        Assert.True(answer[0] == '(' && answer[^1] == ')', answer);
        return answer[1..^1].Split(", ").Select(Latex.Number).SequenceEqual(degrees.Select(d => (Rational)d));
    }

    /// <summary>Adds vertices until the edges are used up.</summary>
    private static bool Handshake(string problem, string answer)
    {
        int[] n = Latex.Numbers(problem);
        int ends = 2 * n[0], vertices = 0;
        for (; vertices < n[1]; vertices++)
            ends -= n[2];
        for (; ends > 0; vertices++)
            ends -= n[3];
        return ends == 0 && Is(answer, vertices);
    }

    /// <summary>A connected plane graph grows from a tree, with one face, by an edge at a time, which divides a face.</summary>
    private static bool PlaneFaces(string problem, string answer)
    {
        int[] n = Latex.Numbers(problem);
        int faces = 1;
        for (int edges = n[0] + n[2] - 1; 2 * edges < n[0] * n[1] + n[2] * n[3]; edges++)
            faces++;
        return Is(answer, faces);
    }

    private static bool Components(string problem, string answer)
    {
        var edges = Edges(problem);
        var left = Vertex().Matches(problem).Select(m => m.Value[0]).ToHashSet();
        int parts = 0;
        for (; left.Count > 0; parts++)
        {
            Queue<char> open = new([left.First()]);
            left.Remove(open.Peek());
            while (open.TryDequeue(out char at))
            {
                foreach (var (from, to, _) in edges.Where(e => e.From == at || e.To == at))
                {
                    if (left.Remove(from == at ? to : from))
                        open.Enqueue(from == at ? to : from);
                }
            }
        }
        return Is(answer, parts);
    }

    /// <summary>Tries every path.</summary>
    private static bool ShortestPath(string problem, string answer)
    {
        var edges = Edges(problem);
        char[] ends = [.. Latex.Formulas(problem).Select(f => f[0])];
        int best = int.MaxValue;
        Walk(ends[0], 0, [ends[0]]);
        return Is(answer, best);

        void Walk(char at, int length, HashSet<char> seen)
        {
            if (at == ends[1])
                best = Math.Min(best, length);
            foreach (var (from, to, weight) in edges)
            {
                char next = from == at ? to : to == at ? from : at;
                if (!seen.Add(next))
                    continue;
                Walk(next, length + weight, seen);
                seen.Remove(next);
            }
        }
    }

    /// <summary>All sets of edges, one fewer than vertices, that reach every vertex.</summary>
    private static IEnumerable<(char From, char To, int Weight)[]> SpanningTrees(string problem)
    {
        var edges = Edges(problem);
        char[] vertices = Vertices(edges);
        for (int set = 0; set < 1 << edges.Length; set++)
        {
            if (BitOperations.PopCount((uint)set) != vertices.Length - 1)
                continue;
            HashSet<char> reached = [vertices[0]];
            for (bool grows = true; grows;)
            {
                grows = false;
                for (int i = 0; i < edges.Length; i++)
                {
                    if ((set >> i & 1) == 1 && reached.Contains(edges[i].From) != reached.Contains(edges[i].To))
                        grows = reached.Add(edges[i].From) | reached.Add(edges[i].To);
                }
            }
            if (reached.Count == vertices.Length)
                yield return [.. edges.Where((_, i) => (set >> i & 1) == 1)];
        }
    }

    /// <summary>The least number of sets without an edge inside that cover each set of vertices, from the small sets to the large.</summary>
    private static bool ChromaticNumber(string problem, string answer)
    {
        var edges = Edges(problem);
        string vertices = new(Vertices(edges));
        int[] joins = [.. edges.Select(e => 1 << vertices.IndexOf(e.From) | 1 << vertices.IndexOf(e.To))];
        int[] colours = new int[1 << vertices.Length];
        for (int set = 1; set < colours.Length; set++)
        {
            colours[set] = int.MaxValue;
            for (int part = set; part > 0; part = (part - 1) & set)
            {
                if (!joins.Any(join => (join & part) == join))
                    colours[set] = Math.Min(colours[set], colours[set & ~part] + 1);
            }
        }
        return Is(answer, colours[^1]);
    }

    /// <summary>Takes cycles away while there are any: nothing is left of a circuit, and of a trail a path, which has two ends.</summary>
    private static bool EulerTrail(string problem, string answer)
    {
        var left = Edges(problem).ToList();
        while (Cycle() is { } cycle)
            left.RemoveAll(cycle.Contains);
        int ends = Vertices(left).Count(v => left.Count(e => e.From == v || e.To == v) == 1);
        bool isThere = problem.Contains("circuit") ? left.Count == 0 : ends == 2;
        return answer == (isThere ? @"\text{yes}" : @"\text{no}");

        HashSet<(char From, char To, int Weight)>? Cycle()
        {
            foreach (var first in left)
            {
                Queue<(char At, HashSet<(char From, char To, int Weight)> Path)> open = new([(first.To, [first])]);
                HashSet<char> seen = [first.To];
                while (open.TryDequeue(out var way))
                {
                    if (way.At == first.From)
                        return way.Path;
                    foreach (var edge in left.Where(e => e != first && (e.From == way.At || e.To == way.At)))
                    {
                        char next = edge.From == way.At ? edge.To : edge.From;
                        if (seen.Add(next))
                            open.Enqueue((next, [.. way.Path, edge]));
                    }
                }
            }
            return null;
        }
    }

    [GeneratedRegex(@"\b[A-Z]{2}\b(?: \(([0-9]+)\))?")]
    private static partial Regex Edge();

    [GeneratedRegex(@"(?<=[$, {])[A-Z](?=[$,\\])")]
    private static partial Regex Vertex();
}
