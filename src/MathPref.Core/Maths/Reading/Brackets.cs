namespace MathPref.Core.Maths.Reading;

/// <summary>Which bracket belongs to which, in one pass.</summary>
internal static class Brackets
{
    /// <summary>For each token the index of the one that closes or opens it, -1 where there is none.</summary>
    public static int[] Match(Token[] tokens)
    {
        var matches = new int[tokens.Length];
        Array.Fill(matches, -1);
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Length; i++)
        {
            var kind = tokens[i].Kind;
            if (kind is TokenKind.Open or TokenKind.Begin)
            {
                open.Push(i);
            }
            else if (kind is TokenKind.Close or TokenKind.End)
            {
                var family = Family(tokens[i]);
                // A group of LaTeX ends whatever was left open within it; other brackets end only what is open last.
                while (family == '{' && open.Count > 0 && Family(tokens[open.Peek()]) != '{')
                    open.Pop();
                if (open.Count == 0 || Family(tokens[open.Peek()]) != family)
                    continue;
                matches[i] = open.Pop();
                matches[matches[i]] = i;
            }
        }
        return matches;
    }

    /// <summary>Brackets of one family end one another: intervals mix round and square ones.</summary>
    private static char Family(Token token) => token.Kind is TokenKind.Begin or TokenKind.End ? 'b' : token.Text switch
    {
        "{" or "}" => '{',
        @"\{" or @"\}" => 's',
        "lfloor" or "rfloor" => 'f',
        "lceil" or "rceil" => 'c',
        "langle" or "rangle" => 'a',
        "lvert" or "rvert" => 'v',
        "lVert" or "rVert" => 'n',
        _ => '(',
    };
}
