using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>The length of a shortest path, by Dijkstra's algorithm.</summary>
internal sealed class ShortestPath() : ProblemFamily("shortest-path", ["Graph Theory"],
[
    "A graph has the edges <e0>, with the lengths in brackets. What is the length of a shortest path from $<v1>$ to $<v2>$?",
    "Find the length of a shortest path from $<v1>$ to $<v2>$ in the graph with the edges <e0>, where the brackets hold the lengths.",
    "Roads between towns, with their lengths in km in brackets: <e0>. How many km long is the shortest way from $<v1>$ to $<v2>$?",
    "Use Dijkstra's algorithm to compute the distance between $<v1>$ and $<v2>$ in the graph with the weighted edges <e0>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int vertices = level.Of(4, 5, 6, 7, 8);
            var graph = LetterGraph.Draw(rng, vertices, level.Of(5, 6, 8, 10, 13), true, level.Of(6, 9, 12, 15, 25));
            if (!graph.IsJoined(0, vertices - 1) || level.Number == 1)
                return [graph.Text(true), graph.Name(0), graph.Name(vertices - 1)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (LetterGraph.Read(values[0], true) is not { } graph || graph.Parts.Count > 1)
            return null;
        int from = graph.Names.IndexOf(values[1], StringComparison.Ordinal), to = graph.Names.IndexOf(values[2], StringComparison.Ordinal);
        if (from < 0 || to < 0 || from == to)
            return null;
        var (order, distance, before) = Dijkstra(graph, from, e => e.Weight);
        int[] path = PathTo(before, to), few = PathTo(Dijkstra(graph, from, _ => 1).Before, to), greedy = Greedy(graph, from, to);
        int Weight(int a, int b) => graph.Edges.First(e => (e.From == a && e.To == b) || (e.From == b && e.To == a)).Weight;
        int Length(int[] way) => way.Zip(way.Skip(1), Weight).Sum();
        string Text(int[] way) => string.Concat(way.Select(graph.Name));
        string Sum(int[] way) => string.Join(" + ", way.Zip(way.Skip(1), Weight));
        return new(AnswerKind.Value, Tex.Text(distance[to]),
            [
                $"Dijkstra's algorithm fixes the distances from ${graph.Name(from)}$ one by one, always the smallest that is not yet fixed",
                $"In this order: {string.Join(", ", order.TakeWhile(v => v != to).Append(to).Skip(1).Select(v => $"$d({graph.Name(v)}) = {distance[v]}$"))}",
                $"Followed back from ${graph.Name(to)}$, a shortest path is ${Text(path)}$",
                $"Its length is ${Sum(path)}{(path.Length > 2 ? $" = {distance[to]}" : "")}$",
            ],
            new($"The path with the fewest edges is ${Text(few)}$", Tex.Text(Length(few))),
            greedy.Length == 0 ? null : new($"Always taking the shortest edge to a new vertex gives the path ${Text(greedy)}$", Tex.Text(Length(greedy))),
            path.Length < 3 ? null : Slip.Careless($"The length is ${Sum(path[..^1])}{(path.Length > 3 ? $" = {Length(path[..^1])}" : "")}$",
                Tex.Text(Length(path[..^1]))),
            new($"The path with the fewest edges is ${Text(few)}$, and it has the length ${few.Length - 1}$", Tex.Text(few.Length - 1)));
    }

    private static (List<int> Order, int[] Distance, int[] Before) Dijkstra(LetterGraph graph, int from, Func<(int From, int To, int Weight), int> length)
    {
        int[] distance = [.. graph.Names.Select(_ => int.MaxValue)], before = [.. graph.Names.Select(_ => -1)];
        distance[from] = 0;
        List<int> order = [];
        while (order.Count < graph.Count)
        {
            int next = Enumerable.Range(0, graph.Count).Where(v => !order.Contains(v)).MinBy(v => distance[v]);
            order.Add(next);
            foreach (var edge in graph.Edges.Where(e => e.From == next || e.To == next))
            {
                int end = edge.From == next ? edge.To : edge.From, sum = distance[next] + length(edge);
                if (sum < distance[end])
                    (distance[end], before[end]) = (sum, next);
            }
        }
        return (order, distance, before);
    }

    private static int[] PathTo(int[] before, int to)
    {
        List<int> path = [];
        for (int v = to; v >= 0; v = before[v])
            path.Insert(0, v);
        return [.. path];
    }

    /// <summary>The way that always takes the shortest edge to where it has not been; empty where it gets stuck.</summary>
    private static int[] Greedy(LetterGraph graph, int from, int to)
    {
        List<int> path = [from];
        while (path[^1] != to)
        {
            int at = path[^1];
            var ways = graph.Edges.Where(e => e.From == at || e.To == at).Select(e => (To: e.From == at ? e.To : e.From, e.Weight));
            var open = ways.Where(e => !path.Contains(e.To)).ToArray();
            if (open.Length == 0)
                return [];
            path.Add(open.MinBy(e => e.Weight).To);
        }
        return [.. path];
    }
}

/// <summary>The weight of a minimum spanning tree, by Kruskal's algorithm.</summary>
internal sealed class MinimumSpanningTree() : ProblemFamily("minimum-spanning-tree", ["Graph Theory", "Discrete Mathematics"],
[
    "A connected graph has the weighted edges <e0>. What is the weight of a minimum spanning tree?",
    "Find the total weight of a minimum spanning tree of the graph with the edges <e0>, where the brackets hold the weights.",
    "Houses are to be joined by cables; the possible cables, with their costs in brackets, are <e0>. What is the least total cost that joins all the houses?",
    "Use Kruskal's algorithm to compute the weight of a minimum spanning tree for the edges <e0>, with the weights in brackets.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [LetterGraph.Draw(rng, level.Of(4, 5, 6, 7, 8), level.Of(5, 7, 9, 11, 13), true, level.Of(6, 9, 12, 15, 25)).Text(true)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (LetterGraph.Read(values[0], true) is not { Count: >= 3 } graph || graph.Parts.Count > 1)
            return null;
        List<(int From, int To, int Weight)> tree = [], skipped = [];
        foreach (var edge in graph.Edges.OrderBy(e => e.Weight))
        {
            bool closes = graph.PartsOf(tree.Select(e => (e.From, e.To))).Any(p => p.Contains(edge.From) && p.Contains(edge.To));
            if (tree.Count < graph.Count - 1)
                (closes ? skipped : tree).Add(edge);
        }
        int answer = tree.Sum(e => e.Weight), all = graph.Edges.Sum(e => e.Weight);
        var lightest = graph.Edges.OrderBy(e => e.Weight).Take(graph.Count - 1).ToArray();
        string Sum(IEnumerable<(int From, int To, int Weight)> edges) => string.Join(" + ", edges.Select(e => e.Weight));
        string Text(IEnumerable<(int From, int To, int Weight)> edges) => string.Join(", ", edges.Select(e => graph.Name(e.From) + graph.Name(e.To)));
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"A spanning tree of ${graph.Count}$ vertices has ${graph.Count - 1}$ edges; take the edges by rising weight, but none that closes a cycle",
                $"Taken are, in this order, ${Text(tree)}$",
                skipped.Count == 0 ? "None of the edges up to there closes a cycle"
                    : skipped.Count == 1 ? $"Left out on the way is ${Text(skipped)}$, as it closes a cycle"
                    : $"Left out on the way are ${Text(skipped)}$, as each closes a cycle",
                $"The weight is ${Sum(tree)} = {answer}$",
            ],
            new($"The ${graph.Count - 1}$ lightest edges have the weight ${Sum(lightest)} = {lightest.Sum(e => e.Weight)}$",
                Tex.Text(lightest.Sum(e => e.Weight))),
            Slip.Careless($"The weight is ${Sum(tree.SkipLast(1))} = {answer - tree[^1].Weight}$", Tex.Text(answer - tree[^1].Weight)),
            new($"All edges together have the weight ${all}$", Tex.Text(all)),
            new($"A tree of ${graph.Count}$ vertices has ${graph.Count}$ edges, so ${Text(graph.Edges.Except(tree).OrderBy(e => e.Weight).Take(1))}$ is added",
                Tex.Text(answer + graph.Edges.Except(tree).Select(e => e.Weight).DefaultIfEmpty().Min())));
    }
}
