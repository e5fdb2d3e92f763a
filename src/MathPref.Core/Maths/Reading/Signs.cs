using System.Collections.Frozen;
using System.Text;

namespace MathPref.Core.Maths.Reading;

/// <summary>Signs of Unicode in the spelling of ASCII and LaTeX, done here so that no machine's tables decide.</summary>
internal static class Signs
{
    private const string Greek = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
        + "sigma tau upsilon phi chi psi omega";

    private static readonly string[] _greek = Greek.Split(' ');

    private static readonly string[] _capitalGreek = Array.ConvertAll(_greek, n => char.ToUpperInvariant(n[0]) + n[1..]);

    private static readonly FrozenDictionary<char, (TokenKind Kind, string Text)> _signs = new Dictionary<char, (TokenKind, string)>
    {
        ['−'] = (TokenKind.Minus, "-"), ['–'] = (TokenKind.Minus, "-"), ['—'] = (TokenKind.Minus, "-"), ['‐'] = (TokenKind.Minus, "-"),
        ['‑'] = (TokenKind.Minus, "-"), ['‒'] = (TokenKind.Minus, "-"), ['﹣'] = (TokenKind.Minus, "-"), ['±'] = (TokenKind.PlusMinus, "±"),
        ['∓'] = (TokenKind.MinusPlus, "∓"), ['·'] = (TokenKind.Times, "·"), ['∙'] = (TokenKind.Times, "·"), ['⋅'] = (TokenKind.Times, "·"),
        ['•'] = (TokenKind.Times, "·"), ['∗'] = (TokenKind.Times, "·"), ['×'] = (TokenKind.Times, "×"), ['✕'] = (TokenKind.Times, "×"),
        ['÷'] = (TokenKind.Divide, "/"), ['∕'] = (TokenKind.Divide, "/"), ['⁄'] = (TokenKind.Divide, "/"), ['∶'] = (TokenKind.Colon, ":"),
        ['≠'] = (TokenKind.Relation, "≠"), ['≤'] = (TokenKind.Relation, "≤"), ['⩽'] = (TokenKind.Relation, "≤"), ['≦'] = (TokenKind.Relation, "≤"),
        ['≥'] = (TokenKind.Relation, "≥"), ['⩾'] = (TokenKind.Relation, "≥"), ['≧'] = (TokenKind.Relation, "≥"), ['≈'] = (TokenKind.Relation, "≈"),
        ['≃'] = (TokenKind.Relation, "≈"), ['≡'] = (TokenKind.Relation, "≡"), ['∈'] = (TokenKind.Relation, "∈"), ['∉'] = (TokenKind.Relation, "∉"),
        ['∪'] = (TokenKind.Relation, "∪"), ['∩'] = (TokenKind.Relation, "∩"), ['∖'] = (TokenKind.Relation, "∖"), ['°'] = (TokenKind.Degree, "°"),
        ['º'] = (TokenKind.Degree, "°"), ['˚'] = (TokenKind.Degree, "°"), ['′'] = (TokenKind.Prime, "'"), ['’'] = (TokenKind.Prime, "'"),
        ['€'] = (TokenKind.Currency, "€"), ['£'] = (TokenKind.Currency, "£"), ['¥'] = (TokenKind.Currency, "¥"), ['₹'] = (TokenKind.Currency, "₹"),
        ['¢'] = (TokenKind.Currency, "¢"), ['⌊'] = (TokenKind.Open, "lfloor"), ['⌋'] = (TokenKind.Close, "rfloor"), ['⌈'] = (TokenKind.Open, "lceil"),
        ['⌉'] = (TokenKind.Close, "rceil"), ['⟨'] = (TokenKind.Open, "langle"), ['⟩'] = (TokenKind.Close, "rangle"), ['〈'] = (TokenKind.Open, "langle"),
        ['〉'] = (TokenKind.Close, "rangle"), ['∣'] = (TokenKind.Bar, "mid"), ['∥'] = (TokenKind.Command, "parallel"), ['‖'] = (TokenKind.Command, "Vert"),
        ['、'] = (TokenKind.Comma, ","), ['،'] = (TokenKind.Comma, ","), ['。'] = (TokenKind.Stop, "."), ['√'] = (TokenKind.Command, "sqrt"),
        ['∛'] = (TokenKind.Command, "cbrt"), ['∞'] = (TokenKind.Command, "infty"), ['∑'] = (TokenKind.Command, "sum"), ['∏'] = (TokenKind.Command, "prod"),
        ['∅'] = (TokenKind.Command, "emptyset"), ['⌀'] = (TokenKind.Command, "emptyset"), ['Ø'] = (TokenKind.Command, "emptyset"),
        ['…'] = (TokenKind.Command, "dots"), ['⋯'] = (TokenKind.Command, "dots"), ['→'] = (TokenKind.Command, "to"), ['⇒'] = (TokenKind.Command, "Rightarrow"),
        ['⟹'] = (TokenKind.Command, "Rightarrow"), ['⇔'] = (TokenKind.Command, "Rightarrow"), ['∧'] = (TokenKind.Command, "wedge"),
        ['∨'] = (TokenKind.Command, "vee"), ['ℝ'] = (TokenKind.Command, "Reals"), ['ℤ'] = (TokenKind.Command, "Integers"),
        ['ℕ'] = (TokenKind.Command, "Naturals"), ['ℚ'] = (TokenKind.Command, "Rationals"), ['ℂ'] = (TokenKind.Command, "Complexes"),
        ['∘'] = (TokenKind.Command, "circ"), ['∠'] = (TokenKind.Command, "angle"), ['△'] = (TokenKind.Command, "triangle"),
        ['ℓ'] = (TokenKind.Letters, "l"), ['ϕ'] = (TokenKind.Command, "phi"), ['ϑ'] = (TokenKind.Command, "theta"), ['ϵ'] = (TokenKind.Command, "epsilon"),
        ['µ'] = (TokenKind.Command, "mu"), ['∫'] = (TokenKind.Command, "int"), ['∂'] = (TokenKind.Command, "partial"),
        ['∴'] = (TokenKind.Command, "therefore"),
    }.ToFrozenDictionary();

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ";

    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢₓ";

    private const string Scripted = "0123456789+-=()nix";

    /// <summary>The token of a sign; false where it has none here.</summary>
    public static bool TryFind(char sign, out TokenKind kind, out string text)
    {
        kind = TokenKind.Command;
        if (sign is >= 'α' and <= 'ω')
        {
            text = _greek[sign - 'α'];
            return true;
        }
        if (sign is >= 'Α' and <= 'Ω')
        {
            text = _capitalGreek[sign - 'Α'];
            return true;
        }
        var isKnown = _signs.TryGetValue(sign, out var found);
        (kind, text) = found;
        return isKnown;
    }

    /// <summary>What a raised sign is on the line; 0 where it is none.</summary>
    public static char Raised(char sign) => Superscripts.IndexOf(sign) is >= 0 and var i ? Scripted[i] : '\0';

    /// <summary>What a lowered sign is on the line; 0 where it is none.</summary>
    public static char Lowered(char sign) => Subscripts.IndexOf(sign) is >= 0 and var i ? Scripted[i] : '\0';

    /// <summary>⅓ is 1/3; null where the sign is no fraction.</summary>
    public static string? Vulgar(char sign) => sign switch
    {
        '¼' => "1/4", '½' => "1/2", '¾' => "3/4", '⅐' => "1/7", '⅑' => "1/9", '⅒' => "1/10", '⅓' => "1/3", '⅔' => "2/3", '⅕' => "1/5", '⅖' => "2/5",
        '⅗' => "3/5", '⅘' => "4/5", '⅙' => "1/6", '⅚' => "5/6", '⅛' => "1/8", '⅜' => "3/8", '⅝' => "5/8", '⅞' => "7/8",
        _ => null,
    };

    /// <summary>Without invisible characters, full-width and mathematical letters and digits as plain ones, every blank a space.</summary>
    public static string Plain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' and not '\n' and not '\r' or > '~' or '&')
                return Rewrite(text);
        }
        return text;
    }

    private static string Rewrite(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '&' && Entity(text, i) is ({ } spelled, var length))
            {
                plain.Append(spelled);
                i += length - 1;
            }
            else if (c < ' ')
            {
                plain.Append(Escaped(text, i) ?? " ");
            }
            else if (c is >= '！' and <= '～')
            {
                plain.Append((char)(c - 0xFEE0));
            }
            else if (c is '\u00a0' or (>= '\u2000' and <= '\u200a') or '\u202f' or '\u205f' or '\u3000' or '\u2061' or '\u2062')
            {
                plain.Append(' ');
            }
            else if (c is '\u00ad' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2064') or '\ufeff' or '\ufe0f')
            {
                // Invisible.
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                plain.Append(Mathematical(char.ConvertToUtf32(c, text[++i])));
            }
            else
            {
                plain.Append(c);
            }
        }
        return plain.ToString();
    }

    /// <summary>The mathematical alphabets of Unicode, U+1D400 on; others are one unknown sign.</summary>
    private static char Mathematical(int point) => point switch
    {
        >= 0x1D400 and < 0x1D6A4 => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[(point - 0x1D400) % 52],
        >= 0x1D6A8 and < 0x1D7C9 => (point - 0x1D6A8) % 58 is < 25 and var capital ? (char)('Α' + capital)
            : (point - 0x1D6A8) % 58 is >= 26 and < 51 and var small ? (char)('α' + small - 26) : '\ufffd',
        >= 0x1D7CE and < 0x1D800 => (char)('0' + (point - 0x1D7CE) % 10),
        _ => '\ufffd',
    };

    /// <summary>A command whose backslash and first letter became one control character when the text was taken for a string of a program.</summary>
    private static string? Escaped(string text, int at)
    {
        var rest = text.AsSpan(at + 1);
        bool Begins(ReadOnlySpan<char> rest, string ends)
        {
            foreach (var end in ends.Split(' '))
            {
                if (rest.StartsWith(end, StringComparison.Ordinal))
                    return true;
            }
            return false;
        }
        return text[at] switch
        {
            '\f' when Begins(rest, "rac box") => @"\f",
            '\b' when Begins(rest, "inom eta ar{ egin{ oxed mod oldsymbol") => @"\b",
            '\t' when Begins(rest, "imes ext{ heta frac{ binom{ riangle") => @"\t",
            _ => null,
        };
    }

    private static (string? Spelled, int Length) Entity(string text, int at)
    {
        var end = text.AsSpan(at, Math.Min(8, text.Length - at)).IndexOf(';');
        var spelled = end < 0 ? null : text.AsSpan(at + 1, end - 1) switch
        {
            "nbsp" => " ",
            "lt" => "<",
            "gt" => ">",
            "le" => "≤",
            "ge" => "≥",
            "ne" => "≠",
            "amp" => "&",
            "times" => "×",
            "minus" => "-",
            "pi" => "π",
            "infin" => "∞",
            "deg" => "°",
            "radic" => "√",
            "pm" or "plusmn" => "±",
            _ => null,
        };
        return (spelled, end + 1);
    }
}
