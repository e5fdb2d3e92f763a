using System.Collections.Frozen;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>What a word of mathematics means, with or without its backslash.</summary>
/// <param name="Function">The function that it names; null where it names none that takes its arguments as others do.</param>
/// <param name="Constant">The number that it names.</param>
/// <param name="Name">The variable that it names.</param>
/// <param name="NeedsBrackets">Whether it is the function only before a bracket.</param>
/// <param name="Embeds">Whether it is known within a run of letters: <c>xsin</c>.</param>
internal sealed record Word(Function? Function = null, ConstKind? Constant = null, string? Name = null, bool NeedsBrackets = false, bool Embeds = false);

/// <summary>The words of mathematics.</summary>
internal static class Vocabulary
{
    private static readonly FrozenDictionary<string, Word> _words = Build();

    private static readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks a word up in any case: programs write Sin and PI.</summary>
    public static Word? Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var found) ? found : null;

    private static readonly FrozenSet<string> _greek = (
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
        + "upsilon phi chi psi omega Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho "
        + "Sigma Tau Upsilon Phi Chi Psi Omega ell hbar jmath aleph").Split(' ').ToFrozenSet();

    /// <summary>Whether letters are functions of x, y or z side by side: sinx, xlnx, sinxcosx. Other letters make words: cost, tank.</summary>
    public static bool IsRun(ReadOnlySpan<char> letters)
    {
        if (letters.Length < 3 || letters.IndexOfAny("xyz") < 0)
            return false;
        var hasFunction = false;
        var needsArgument = false;
        for (var i = 0; i < letters.Length;)
        {
            if (letters[i] is 'x' or 'y' or 'z')
            {
                needsArgument = false;
                i++;
                continue;
            }
            var length = Math.Min(letters.Length - i, 6);
            while (length > 1 && !(Find(letters.Slice(i, length)) is { Embeds: true, Function: not null } && char.IsAsciiLetterLower(letters[i])))
                length--;
            if (length < 2)
                return false;
            hasFunction = needsArgument = true;
            i += length;
        }
        return hasFunction && !needsArgument;
    }

    /// <summary>Whether a command of LaTeX names a variable.</summary>
    public static bool IsNameCommand(string command) => _greek.Contains(command);

    private static FrozenDictionary<string, Word> Build()
    {
        var all = new Dictionary<string, Word>(StringComparer.OrdinalIgnoreCase);
        void Functions(bool needsBrackets, bool embeds, params (Function Function, string Names)[] functions)
        {
            foreach (var (function, names) in functions)
            {
                foreach (var name in names.Split(' '))
                    all[name] = new(function, NeedsBrackets: needsBrackets, Embeds: embeds);
            }
        }
        Functions(false, true, (Function.Sin, "sin"), (Function.Cos, "cos"), (Function.Tan, "tan"), (Function.Cot, "cot"), (Function.Sec, "sec"),
            (Function.Csc, "csc cosec"), (Function.Arcsin, "arcsin"), (Function.Arccos, "arccos"), (Function.Arctan, "arctan"), (Function.Arccot, "arccot"),
            (Function.Sinh, "sinh"), (Function.Cosh, "cosh"), (Function.Tanh, "tanh"), (Function.Coth, "coth"), (Function.Exp, "exp"),
            (Function.Ln, "ln"), (Function.Log, "log"));
        Functions(false, false, (Function.Tan, "tg"), (Function.Cot, "ctg cotg"), (Function.Arcsin, "asin"), (Function.Arccos, "acos"),
            (Function.Arctan, "atan arctg"), (Function.Arccot, "acot arcctg"), (Function.Arcsec, "arcsec asec"), (Function.Arccsc, "arccsc acsc arccosec"),
            (Function.Sech, "sech"), (Function.Csch, "csch cosech"), (Function.Arsinh, "arsinh arcsinh asinh"), (Function.Arcosh, "arcosh arccosh acosh"),
            (Function.Artanh, "artanh arctanh atanh"), (Function.Arcoth, "arcoth arccoth acoth"), (Function.Arsech, "arsech arcsech asech"),
            (Function.Arcsch, "arcsch arccsch acsch"),
            (Function.Sign, "sgn"));
        Functions(true, false, (Function.Abs, "abs"), (Function.Floor, "floor"), (Function.Ceiling, "ceil ceiling"), (Function.Sign, "sign"),
            (Function.Factorial, "factorial"), (Function.DoubleFactorial, "factorial2"), (Function.Binomial, "binomial comb choose nchoosek"),
            (Function.Permutations, "perm permutations"), (Function.Gcd, "gcd"), (Function.Lcm, "lcm"), (Function.Max, "max"), (Function.Min, "min"),
            (Function.Mod, "mod"), (Function.Re, "re"), (Function.Im, "im"), (Function.Arg, "arg"), (Function.Conjugate, "conjugate conj"),
            (Function.Det, "det"), (Function.Transpose, "transpose"), (Function.Gamma, "gamma"), (Function.Root, "root"),
            (Function.Sinh, "sh"), (Function.Cosh, "ch"), (Function.Tanh, "th"), (Function.Coth, "cth"));
        all["pi"] = new(Constant: ConstKind.Pi, Embeds: true);
        foreach (var name in new[] { "infty", "infinity", "inf", "oo" })
            all[name] = new(Constant: ConstKind.Infinity);
        foreach (var name in "alpha beta delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma tau upsilon phi chi psi omega".Split(' '))
            all[name] = new(Name: name, Embeds: name.Length > 4);
        // As programs spell it where lambda is a keyword.
        all["lamda"] = new(Name: "lambda", Embeds: true);
        all["gamma"] = new(Function.Gamma, Name: "gamma", NeedsBrackets: true);
        return all.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
