using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// A constant that an integration leaves open: a term C, K, C_1 or the word (or c, k beside a single other variable) of a sum that holds it nowhere else,
/// or of a multiple of such a sum: a number times an open constant is as open.
/// </summary>
/// <param name="Answer">The answer without its own constant, where it has one.</param>
/// <param name="Reference">The reference without the constant.</param>
/// <param name="IsInAnswer">Whether the answer has one.</param>
internal sealed record IntegrationConstant(Expr Answer, Expr Reference, bool IsInAnswer)
{
    public static IntegrationConstant? Of(Expr reference, Expr answer)
    {
        if (Without(reference, isSmall: false) is not { } rest
            && !(Without(reference, isSmall: true) is { } small && Variables(small) == 1 && (rest = small) is not null))
            return null;
        return Variables(rest) == 0 ? null
            : Without(answer, isSmall: false) is { } left ? new(left, rest, true)
            : Without(answer, isSmall: true) is { } other ? new(other, rest, true)
            : new(answer, rest, false);
    }

    /// <summary>The answer without a constant that the reference does not have.</summary>
    public static Expr? InAnswer(Expr answer, Expr reference) => Variables(reference) == 1 ? Without(answer, isSmall: false) : null;

    private static int Variables(Expr expression)
    {
        var traits = new ScalarTraits();
        traits.Add(expression);
        return traits.Variables.Count;
    }

    private static Expr? Without(Expr expression, bool isSmall) => expression switch
    {
        Sum sum => Without(sum, isSmall),
        Neg(var operand) => Without(operand, isSmall) is { } rest ? new Neg(rest) : null,
        Quotient(var top, var bottom) when Variables(bottom) == 0 => Without(top, isSmall) is { } rest ? new Quotient(rest, bottom) : null,
        Product([var factor, var of]) when Variables(factor) == 0 => Without(of, isSmall) is { } rest ? new Product([factor, rest]) : null,
        _ => null,
    };

    private static Expr? Without(Sum sum, bool isSmall)
    {
        for (int i = sum.Terms.Length - 1; i >= 0; i--)
        {
            if (sum.Terms[i] is not Sym { Name: var name } || !(isSmall ? name is "c" or "k" : IsConstantName(name)))
                continue;
            var rest = sum.Terms.RemoveAt(i);
            var traits = new ScalarTraits();
            foreach (var term in rest)
                traits.Add(term);
            return traits.Variables.ContainsKey(name) ? null : rest.Length == 1 ? rest[0] : new Sum(rest);
        }
        // (3x^2 + 3C)/3 + 1 - 1: the constant is within one of the terms, and in no other.
        for (int i = 0; i < sum.Terms.Length; i++)
        {
            if (sum.Terms[i] is Sum or Neg or Quotient or Product && Without(sum.Terms[i], isSmall) is { } term)
            {
                var rest = new Sum(sum.Terms.SetItem(i, term));
                var traits = new ScalarTraits();
                traits.Add(rest);
                return traits.Variables.Keys.Any(name => isSmall ? name is "c" or "k" : IsConstantName(name)) ? null : rest;
            }
        }
        return null;
    }

    private static bool IsConstantName(string name) =>
        name is "C" or "K" or "const" or "constant" || name.Length > 2 && (name[0] is 'C' or 'c') && name[1] == '_' && char.IsAsciiDigit(name[2]);
}
