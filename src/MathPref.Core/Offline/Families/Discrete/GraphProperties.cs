using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>The number of spanning trees, by Kirchhoff's theorem.</summary>
internal sealed class SpanningTreeCount() : ProblemFamily("spanning-tree-count", ["Graph Theory"],
[
    "How many spanning trees has the graph with the edges $<e0>$?",
    "Find the number of spanning trees of the graph whose edges are $<e0>$.",
    "The vertices of a graph are named by letters, its edges are $<e0>$. Count its spanning trees.",
    "Use Kirchhoff's theorem to determine how many spanning trees the graph with the edge set $\\{<e0>\\}$ has.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int vertices = level.Of(4, 4, 5, 5, 6);
        return [LetterGraph.Draw(rng, vertices, level.Of(4, rng.Next(4, 5), rng.Next(6, 7), rng.Next(7, 8), rng.Next(8, 9))).Text()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (LetterGraph.Read(values[0]) is not { Count: >= 3 and <= 6 } graph || graph.Parts.Count > 1)
            return null;
        int size = graph.Count - 1;
        int[] degrees = graph.Degrees;
        Matrix Reduced(int[] diagonal, int joined) => new(size, size, (r, c) => r == c ? diagonal[r] : graph.IsJoined(r, c) ? joined : 0);
        Fraction Count(Matrix matrix) =>
            Determinant([.. Enumerable.Range(0, size).Select(r => Enumerable.Range(0, size).Select(c => matrix[r, c].Constant!.Value).ToArray())]);
        var reduced = Reduced(degrees, -1);
        Fraction answer = Count(reduced), unsigned = Count(Reduced(degrees, 1)), short1 = Count(Reduced([degrees[0] - 1, .. degrees[1..]], -1));
        int choices = Choose(graph.Edges.Count, size);
        if (answer == 1)
            return null;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The degrees are {string.Join(", ", degrees.Select((d, v) => $@"$\deg({graph.Name(v)}) = {d}$"))}",
                "By Kirchhoff's theorem take the matrix with the degrees on the diagonal and $-1$ for each edge, and leave out one row and its column",
                $"Without the row and the column of ${graph.Name(size)}$ it is ${reduced}$",
                $"Its determinant is the number of spanning trees, ${answer}$",
            ],
            unsigned.Sign <= 0 ? null : Slip.Sign("The matrix has the degrees on the diagonal and $1$ for each edge, and its determinant is " +
                $"${unsigned}$", unsigned.ToString()),
            new($@"Any ${size}$ of the ${graph.Edges.Count}$ edges form a spanning tree, so there are $\binom{{{graph.Edges.Count}}}{{{size}}} = " +
                $@"{choices}$", Tex.Text(choices)),
            new($"By Cayley's formula there are ${graph.Count}^{{{graph.Count - 2}}}$ trees", ((Fraction)graph.Count).Pow(graph.Count - 2).ToString()),
            short1.Sign <= 0 ? null : Slip.Careless($@"The degree of ${graph.Name(0)}$ is ${degrees[0] - 1}$, which makes the determinant ${short1}$",
                short1.ToString()));
    }

    private static int Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1, (ways, i) => ways * (n - k + i) / i);

    private static Fraction Determinant(Fraction[][] rows)
    {
        Fraction product = 1;
        for (int c = 0; c < rows.Length; c++)
        {
            int pivot = Array.FindIndex(rows, c, row => !row[c].IsZero);
            if (pivot < 0)
                return 0;
            if (pivot != c)
                (rows[c], rows[pivot], product) = (rows[pivot], rows[c], -product);
            product *= rows[c][c];
            for (int r = c + 1; r < rows.Length; r++)
            {
                var factor = rows[r][c] / rows[c][c];
                for (int i = c; i < rows.Length; i++)
                    rows[r][i] -= factor * rows[c][i];
            }
        }
        return product;
    }
}

/// <summary>The chromatic number, with a colouring and a reason why fewer colours do not do.</summary>
internal sealed class ChromaticNumber() : ProblemFamily("chromatic-number", ["Graph Theory"],
[
    "What is the chromatic number of the graph with the edges $<e0>$?",
    "Find the least number of colours for the vertices of the graph with the edges $<e0>$ so that neighbours differ in colour.",
    "Examinations clash in the pairs $<e0>$. How many time slots are needed at least so that no two that clash share a slot?",
    "Determine the chromatic number $\\chi(G)$, where $G$ has the edge set $\\{<e0>\\}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int vertices = level.Of(4, 5, 6, 7, 8);
        return [LetterGraph.Draw(rng, vertices, level.Of(rng.Next(4, 6), rng.Next(5, 8), rng.Next(7, 11), rng.Next(10, 15), rng.Next(13, 18))).Text()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (LetterGraph.Read(values[0]) is not { Count: >= 3 and <= 8 } graph)
            return null;
        int[] colours = new int[graph.Count];
        int answer = 1;
        while (!Colour(graph, colours, 0, answer))
            answer++;
        // A set of vertices that are all joined, or an odd cycle, shows that fewer colours won't do; the few graphs without either are no problems here.
        int[] clique = Enumerable.Range(1, (1 << graph.Count) - 1).Select(set => Enumerable.Range(0, graph.Count).Where(v => (set >> v & 1) == 1).ToArray())
            .Where(set => set.Length == answer).FirstOrDefault(set => set.All(a => set.All(b => a == b || graph.IsJoined(a, b)))) ?? [];
        int[] cycle = clique.Length == 0 && answer == 3 ? OddCycle(graph) : [];
        if (clique.Length + cycle.Length == 0)
            return null;
        string Names(IEnumerable<int> vertices, string between) => string.Join(between, vertices.Select(graph.Name));
        var classes = Enumerable.Range(0, answer).Select(c => $@"\{{{Names(Enumerable.Range(0, graph.Count).Where(v => colours[v] == c), ", ")}\}}").ToArray();
        int most = graph.Degrees.Max();
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                clique.Length > 0
                    ? $"The vertices ${Names(clique, ", ")}$ are all joined to each other, so at least ${answer}$ colours are needed"
                    : $"The cycle ${Names(cycle.Append(cycle[0]), "")}$ has an odd length, so at least $3$ colours are needed",
                $"Give one colour each to the sets ${string.Join(", ", classes)}$",
                $"No edge joins two vertices of the same set, so ${answer}$ colours are enough",
                $"The chromatic number is ${answer}$",
            ],
            new($"The largest degree is ${most}$, so ${most + 1}$ colours are needed", Tex.Text(most + 1)),
            new($"There must be as many colours as the largest degree, ${most}$", Tex.Text(most)),
            answer == 2 ? null : Slip.Careless("The vertices can be split into two sets without an edge inside", "2"),
            answer == graph.Count ? null : Slip.Careless($"Each vertex in turn is given a colour that its neighbours lack, which takes ${answer + 1}$ colours",
                Tex.Text(answer + 1)));
    }

    private static bool Colour(LetterGraph graph, int[] colours, int vertex, int most)
    {
        if (vertex == graph.Count)
            return true;
        for (int colour = 0; colour < most && colour <= vertex; colour++)
        {
            if (graph.Near[vertex].Any(near => near < vertex && colours[near] == colour))
                continue;
            colours[vertex] = colour;
            if (Colour(graph, colours, vertex + 1, most))
                return true;
        }
        return false;
    }

    /// <summary>An odd cycle of five or seven vertices; empty where there is none.</summary>
    private static int[] OddCycle(LetterGraph graph)
    {
        List<int> path = [0];
        for (int length = 5; length <= graph.Count; length += 2)
        {
            for (int start = 0; start < graph.Count; start++)
            {
                path = [start];
                if (Extend(length))
                    return [.. path];
            }
        }
        return [];

        bool Extend(int length)
        {
            if (path.Count == length)
                return graph.IsJoined(path[^1], path[0]);
            foreach (int next in graph.Near[path[^1]])
            {
                if (path.Contains(next))
                    continue;
                path.Add(next);
                if (Extend(length))
                    return true;
                path.RemoveAt(path.Count - 1);
            }
            return false;
        }
    }
}

/// <summary>Whether a graph has an Euler circuit, or an Euler trail that is not closed: yes or no.</summary>
internal sealed class EulerTrail() : ProblemFamily("euler-trail", ["Graph Theory"],
[
    "Has the connected graph with the edges $<e0>$ an <1>? Answer yes or no.",
    "Decide by yes or no whether the connected graph with the edges $<e0>$ has an <1>.",
    "A figure consists of the lines $<e0>$. As a graph, has it an <1> (yes or no)?",
    "Does an <1> exist in the connected graph with the edge set $\\{<e0>\\}$? Answer yes or no.",
])
{
    private const string Circuit = "Euler circuit";
    private const string Trail = "open Euler trail";

    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int wanted = rng.Next(0, 2);
            var graph = LetterGraph.Draw(rng, level.Of(4, 5, 6, 7, 8),
                level.Of(rng.Next(4, 5), rng.Next(5, 7), rng.Next(7, 10), rng.Next(9, 13), rng.Next(11, 16)));
            int[] odd = [.. rng.Several(8, Enumerable.Range(0, graph.Count).Where(v => graph.Degrees[v] % 2 == 1))];
            for (int i = 0; i < odd.Length - 2 * wanted; i += 2)
                graph = graph.Toggled(odd[i], odd[i + 1]);
            if (graph.Parts.Count == 1)
                return [graph.Text(), rng.Pick(Circuit, Trail)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[1] is not (Circuit or Trail) || LetterGraph.Read(values[0]) is not { Count: >= 3 } graph || graph.Parts.Count > 1)
            return null;
        int[] degrees = graph.Degrees, odd = [.. Enumerable.Range(0, graph.Count).Where(v => degrees[v] % 2 == 1)];
        bool isCircuit = values[1] == Circuit, isThere = odd.Length == (isCircuit ? 0 : 2);
        string yes = isThere ? @"\text{yes}" : @"\text{no}", no = isThere ? @"\text{no}" : @"\text{yes}";
        return new(AnswerKind.Word, yes,
            [
                $"The degrees are {string.Join(", ", degrees.Select((d, v) => $@"$\deg({graph.Name(v)}) = {d}$"))}",
                odd.Length == 0 ? "Every degree is even" : $"The vertices of odd degree are ${string.Join(", ", odd.Select(graph.Name))}$",
                isCircuit
                    ? "By Euler's theorem a connected graph has a closed trail through all edges if and only if no degree is odd"
                    : "By Euler's theorem a connected graph has an open trail through all edges if and only if exactly two degrees are odd",
                isThere ? $"So there is an {values[1]}" : $"So there is no {values[1]}",
            ],
            new Slip((isThere, isCircuit) switch
            {
                (true, true) => "A trail needs vertices of odd degree to start and to end at",
                (true, false) => "Every degree must be even for a trail through all edges",
                (false, true) => "A connected graph always has a closed trail through all its edges",
                _ => "It is enough that the graph is connected and has no vertex of degree $1$",
            }, no));
    }
}
