using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Whether trees are polynomials in their variables by their look.</summary>
internal static class Polynomials
{
    private const int MaxDepth = 60;

    public static bool AreBoth(Expr left, Expr right) => Is(left, 0) && Is(right, 0);

    private static bool Is(Expr expression, int depth)
    {
        if (depth > MaxDepth)
            return false;
        switch (expression)
        {
            case Num or Const or Sym:
                return true;
            case Neg(var operand):
                return Is(operand, depth + 1);
            case Sum(var terms):
                foreach (var term in terms)
                {
                    if (!Is(term, depth + 1))
                        return false;
                }
                return true;
            case Product(var factors):
                foreach (var factor in factors)
                {
                    if (!Is(factor, depth + 1))
                        return false;
                }
                return true;
            case Quotient(var top, var bottom):
                return Is(top, depth + 1) && Variables.AreNone(bottom);
            case Power(var basis, Num { Value: { IsInteger: true, Sign: >= 0 } }):
                return Is(basis, depth + 1);
            default:
                return Variables.AreNone(expression);
        }
    }
}
