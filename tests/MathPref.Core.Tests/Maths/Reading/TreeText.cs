using System.Collections;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>A tree as a line of text, for tests: nodes by their names, numbers as fractions, decimals with a mark of their places.</summary>
internal static class TreeText
{
    public static string Of(object? node) => node switch
    {
        null => "null",
        Num { Decimals: { } places } n => $"{n.Value.Numerator}/{n.Value.Denominator}~{places}",
        Num n => n.Value.IsInteger ? $"{n.Value}" : $"{n.Value.Numerator}/{n.Value.Denominator}",
        Const c => c.Kind.ToString(),
        Sym s => s.Name,
        Words w => $"'{w.Text}'",
        Neg n => "-" + Of(n.Operand),
        Expr e => $"{e.GetType().Name}({string.Join(", ", Parts(e).Select(Of))})",
        string s => s,
        IEnumerable all => $"[{string.Join(", ", all.Cast<object>().Select(Of))}]",
        _ => node.ToString()!,
    };

    /// <summary>What a node was made of, in the order of its constructor.</summary>
    private static IEnumerable<object?> Parts(Expr e) => e.GetType().GetConstructors()[0].GetParameters().Select(p =>
        e.GetType().GetProperty(p.Name!)!.GetValue(e));
}
