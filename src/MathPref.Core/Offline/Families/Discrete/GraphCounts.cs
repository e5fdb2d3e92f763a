using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>The degrees of a listed graph, the largest first.</summary>
internal sealed class DegreeSequence() : ProblemFamily("degree-sequence", ["Graph Theory"],
[
    "A graph has the edges $<e0>$. What is its degree sequence, with the largest degree first?",
    "Find the degree sequence, in falling order, of the graph with the edges $<e0>$.",
    "List the degrees of all vertices, from the largest to the smallest, for the graph whose edges are $<e0>$.",
    "Give the degree sequence of the graph with the edge set $E = \\{<e0>\\}$ in descending order.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [LetterGraph.Draw(rng, level.Of(4, 5, 6, 7, 8), level.Of(4, 6, 8, 11, 14)).Text()];

    protected override WorkedProblem? Work(string[] values)
    {
        if (LetterGraph.Read(values[0]) is not { Count: >= 3 } graph)
            return null;
        int[] inOrder = graph.Degrees, degrees = [.. inOrder.OrderDescending()], distinct = [.. degrees.Distinct()];
        string Sequence(IEnumerable<int> of) => $"({string.Join(", ", of)})";
        return new(AnswerKind.Point, Sequence(degrees),
            [
                "The degree of a vertex is the number of edges that meet there",
                $@"Counting gives {string.Join(", ", inOrder.Select((d, v) => $@"$\deg({graph.Name(v)}) = {d}$"))}",
                $@"Check: the degrees add up to ${inOrder.Sum()} = 2 \cdot {graph.Edges.Count}$, twice the number of edges",
                $"In falling order the degree sequence is ${Sequence(degrees)}$",
            ],
            inOrder.SequenceEqual(degrees) ? null : new("The degrees are listed in the order of the vertices", Sequence(inOrder)),
            distinct.Length == degrees.Length || distinct.Length < 2 ? null : new("Each degree is listed once", Sequence(distinct)),
            Slip.Careless($@"Counting gives $\deg({graph.Name(graph.Count - 1)}) = {inOrder[^1] - 1}$",
                Sequence([.. inOrder[..^1].Append(inOrder[^1] - 1).OrderDescending()])),
            degrees.SequenceEqual(degrees.Reverse()) ? null : new("The sequence begins with the smallest degree", Sequence(degrees.Reverse())));
    }
}

/// <summary>The number of vertices or of edges by the sum of the degrees.</summary>
internal sealed class Handshake() : ProblemFamily("handshake", ["Graph Theory"],
[
    "A simple graph has <n0> edges and <n1> vertices of degree <n2>; all the other vertices have degree <n3>. How many vertices has the graph in all?",
    "In a graph with <n0> edges there are <n1> vertices of degree <n2>, and every other vertex has degree <n3>. Find the number of vertices.",
    "A road map shows <n0> roads between towns. In <n1> towns <n2> roads meet, in each of the others <n3>. How many towns are there?",
    "At a party <n0> handshakes took place. Of the guests <n1> shook <n2> hands each, and all the others <n3> each. How many guests were there?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(6, 9, 20, 60, 200), count = rng.Next(2, most), others = rng.Next(2, most);
            var degrees = rng.Several(2, Enumerable.Range(2, level.Of(3, 4, 7, 9, 15)));
            int sum = count * degrees[0] + others * degrees[1];
            if (sum % 2 == 0 && degrees.Max() < count + others)
                return [Tex.Text(sum / 2), Tex.Text(count), Tex.Text(degrees[0]), Tex.Text(degrees[1])];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 1_000_000) is not [var edges, var count, var degree, var other] || count > 10_000 || degree > 10_000)
            return null;
        int known = count * degree, left = 2 * edges - known, others = left / other, answer = count + others;
        if (left <= 0 || left % other != 0 || !IsGraphical(count, degree, others, other))
            return null;
        Slip? Instead(string step, int rest, int add) => rest <= 0 || rest % other != 0 ? null : new(step, Tex.Text(rest / other + add));
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $@"The degrees add up to twice the number of edges, ${2 * edges}$, as each edge is counted at both ends",
                $@"The vertices of degree ${degree}$ contribute ${count} \cdot {degree} = {known}$, which leaves ${2 * edges} - {known} = {left}$",
                $@"So there are $\frac{{{left}}}{{{other}}} = {others}$ {(others == 1 ? "vertex" : "vertices")} of degree ${other}$",
                $"In all there are ${count} + {others} = {answer}$ vertices",
            ],
            Instead($"The degrees add up to the number of edges, ${edges}$", edges - known, count),
            Slip.Careless($"The number of vertices is ${others}$", Tex.Text(others)),
            Slip.Careless($"So there are ${left}$ other vertices, in all ${count} + {left} = {count + left}$", Tex.Text(count + left)),
            Instead($"All the degrees together give $\\frac{{{2 * edges}}}{{{other}}}$ vertices", 2 * edges, 0),
            Instead($"The known degrees add up to ${count} + {degree} = {count + degree}$", 2 * edges - count - degree, count));
    }

    /// <summary>Whether a simple graph has these degrees (Erdős and Gallai).</summary>
    private static bool IsGraphical(int count, int degree, int others, int other)
    {
        var (high, many, low, few) = degree > other ? (degree, count, other, others) : (other, others, degree, count);
        // With two degrees only, the condition need be tested only where they change.
        return Fits(many) && Fits(many + few);

        bool Fits(int k)
        {
            long first = Math.Min(k, many), sum = first * high + (k - first) * low;
            return sum <= (long)k * (k - 1) + (many - first) * Math.Min(high, k) + (few - (k - first)) * Math.Min(low, k);
        }
    }
}

/// <summary>Euler's formula for a connected plane graph, the edges counted by the degrees.</summary>
internal sealed class PlaneFaces() : ProblemFamily("plane-faces", ["Graph Theory"],
[
    "A connected planar graph has <n0> vertices of degree <n1> and <n2> vertices of degree <n3>. How many faces has it when drawn without crossings?",
    "Into how many regions, the outer one included, does a connected plane graph with <n0> vertices of degree <n1> and <n2> of degree <n3> divide the plane?",
    "Find the number of faces, with the unbounded face, of a connected plane graph that has <n0> vertices of degree <n1> and <n2> of degree <n3>.",
    "A convex polyhedron has <n0> corners where <n1> edges meet and <n2> corners where <n3> edges meet. Compute the number of its faces.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(6, 10, 24, 80, 300), first = rng.Next(2, most), second = rng.Next(2, most), sum = 3 * first + rng.Pick(4, 5) * second;
            int degree = (sum - 3 * first) / second;
            if (sum % 2 == 0 && sum / 2 <= 3 * (first + second) - 6)
                return [Tex.Text(first), "3", Tex.Text(second), Tex.Text(degree)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 10_000) is not [var first, var a, var second, var b] || a < 3 || b < 3 || (first * a + second * b) % 2 != 0 ||
            first + second < 4 || Math.Max(a, b) > 100)
            return null;
        int vertices = first + second, sum = first * a + second * b, edges = sum / 2, answer = edges - vertices + 2;
        if (edges > 3 * vertices - 6)
            return null;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The number of vertices is $v = {first} + {second} = {vertices}$",
                $@"The degrees add up to ${first} \cdot {a} + {second} \cdot {b} = {sum}$, twice the number of edges, so $e = {edges}$",
                "By Euler's formula $v - e + f = 2$ for the number $f$ of faces",
                $"Hence $f = {edges} - {vertices} + 2 = {answer}$",
            ],
            new($"The number of edges is $e = {sum}$, the sum of the degrees", Tex.Text(sum - vertices + 2)),
            Slip.Careless($"The outer face does not count, so $f = {edges} - {vertices} + 1$", Tex.Text(answer - 1)),
            Slip.Sign($"Hence $f = {edges} - {vertices} - 2$", Tex.Text(answer - 4)),
            new($"By Euler's formula $f = v + e - 2 = {vertices + edges - 2}$", Tex.Text(vertices + edges - 2)));
    }
}

/// <summary>The number of connected components of a listed graph.</summary>
internal sealed class GraphComponents() : ProblemFamily("graph-components", ["Graph Theory", "Discrete Mathematics"],
[
    "A graph has the vertices $<e0>$ and the edges $<e1>$. How many connected components has it?",
    "How many connected components has the graph with the vertices $<e0>$ and the edges $<e1>$?",
    "Between the stations $<e0>$ only the lines $<e1>$ run. Into how many networks, not linked with each other, do the stations fall?",
    "Find the number of connected components of the graph on the vertex set $\\{<e0>\\}$ with the edges $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            var graph = LetterGraph.Draw(rng, level.Of(5, 6, 8, 10, 12),
                level.Of(rng.Next(2, 3), rng.Next(3, 4), rng.Next(4, 6), rng.Next(6, 8), rng.Next(8, 11)), false);
            if (graph.Parts.Count > 1)
                return [string.Join(", ", graph.Names.ToCharArray()), graph.Text()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        string names = values[0].Replace(", ", "", StringComparison.Ordinal);
        if (names.Any(c => !char.IsAsciiLetterUpper(c)) || names.Distinct().Count() < names.Length ||
            LetterGraph.Read(values[1], false, names) is not { } graph)
            return null;
        var parts = graph.Parts;
        // Two vertices of one component that only a longer path joins.
        var apart = parts.SelectMany(p => p.SelectMany(a => p.Where(b => a < b && !graph.IsJoined(a, b)), (a, b) => ((int A, int B)?)(a, b)))
            .FirstOrDefault();
        int alone = parts.Count(p => p.Length == 1), bound = graph.Count - graph.Edges.Count;
        string Text(int[] part) => $@"\{{{string.Join(", ", part.Select(graph.Name))}\}}";
        return new(AnswerKind.Value, Tex.Text(parts.Count),
            [
                $"The graph has ${graph.Count}$ vertices and ${graph.Edges.Count}$ edges; two vertices are in the same component if a path leads from one " +
                "to the other",
                $"From ${graph.Name(0)}$ one reaches " +
                $"{(parts[0].Length == 1 ? "no other vertex" : $"${string.Join(", ", parts[0].Skip(1).Select(graph.Name))}$")}, " +
                $"so the first component is $C_1 = {Text(parts[0])}$",
                parts.Count == 1 ? "No vertex is left"
                    : $"In the same way one finds ${string.Join(", ", parts.Skip(1).Select((p, i) => $"C_{i + 2} = {Text(p)}"))}$",
                $"The number of components is ${parts.Count}$",
            ],
            alone == 0 || alone == parts.Count ? null : new("A vertex without an edge is no component", Tex.Text(parts.Count - alone)),
            bound < 1 ? null : new($"Every edge joins two components, so ${graph.Count} - {graph.Edges.Count} = {bound}$ are left", Tex.Text(bound)),
            alone == 0 ? null : new($"The vertices with an edge count as one component, besides ${alone}$ without any", Tex.Text(alone + 1)),
            apart is null ? null : Slip.Careless($"The vertices ${graph.Name(apart.Value.A)}$ and ${graph.Name(apart.Value.B)}$ are not joined, so they " +
                $"belong to different components, which makes ${parts.Count + 1}$", Tex.Text(parts.Count + 1)));
    }
}
