using System.Collections.Immutable;
using System.Text;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Writes a tree in one line of plain text for the reason of a verdict: for people, never read again.</summary>
internal static class AnswerText
{
    /// <summary>Longer texts are cut.</summary>
    private const int MaxLength = 80;

    public static string Of(Expr expression)
    {
        var text = new StringBuilder();
        Write(expression, text, 0);
        if (text.Length > MaxLength)
            text.Length = MaxLength;
        return text.Length < MaxLength ? text.ToString() : text.Append('…').ToString();
    }

    /// <summary>Several, with commas.</summary>
    public static string Of(IReadOnlyList<Expr> items)
    {
        var text = new StringBuilder();
        for (int i = 0; i < items.Count && text.Length < MaxLength; i++)
            text.Append(i == 0 ? "" : ", ").Append(Of(items[i]));
        return text.Length < MaxLength ? text.ToString() : text.Append('…').ToString();
    }

    private static void Write(Expr expression, StringBuilder text, int depth)
    {
        if (text.Length > MaxLength || depth > 20)
            return;
        switch (expression)
        {
            case Num number:
                text.Append(Digits(number));
                break;
            case Const(var kind):
                text.Append(kind switch { ConstKind.Pi => "π", ConstKind.E => "e", ConstKind.I => "i", _ => "∞" });
                break;
            case Sym(var name):
                text.Append(name);
                break;
            case Neg(var operand):
                text.Append('-');
                Factor(operand, text, depth);
                break;
            case Sum(var terms):
                WriteTerms(terms, text, depth);
                break;
            case Product(var factors):
                for (int i = 0; i < factors.Length; i++)
                {
                    text.Append(i == 0 ? "" : "·");
                    Factor(factors[i], text, depth);
                }
                break;
            case Quotient(var top, var bottom):
                Factor(top, text, depth);
                text.Append('/');
                Factor(bottom, text, depth);
                break;
            case Power(var basis, var exponent):
                Factor(basis, text, depth);
                text.Append('^');
                Factor(exponent, text, depth);
                break;
            case Call(var function, var arguments):
                text.Append(function is Function.Root && arguments.Length == 1 ? "√" : function.ToString().ToLowerInvariant());
                Items(text, "(", arguments, ", ", ")", depth);
                break;
            case Apply(var name, var arguments):
                Items(text.Append(name), "(", arguments, ", ", ")", depth);
                break;
            case PlusMinus(var operand, var isMinusFirst):
                text.Append(isMinusFirst ? '∓' : '±');
                Factor(operand, text, depth);
                break;
            default:
                WriteAnswer(expression, text, depth);
                break;
        }
    }

    private static void WriteAnswer(Expr expression, StringBuilder text, int depth)
    {
        switch (expression)
        {
            case Percent(var operand):
                Factor(operand, text, depth);
                text.Append('%');
                break;
            case Degrees(var operand):
                Factor(operand, text, depth);
                text.Append('°');
                break;
            case Quantity(var value, var unit):
                Factor(value, text, depth);
                text.Append(' ').Append(unit);
                break;
            case Expressions.Tuple(var items):
                Items(text, "(", items, ", ", ")", depth);
                break;
            case Listing(var items):
                Items(text, "", items, ", ", "", depth);
                break;
            case SetOf(var items):
                Items(text, "{", items, ", ", "}", depth);
                break;
            case Interval(var low, var high, var hasLow, var hasHigh):
                Items(text, hasLow ? "[" : "(", [low, high], ", ", hasHigh ? "]" : ")", depth);
                break;
            case Ratio(var items):
                Items(text, "", items, ":", "", depth);
                break;
            case AllOf(var statements):
                Items(text, "", statements, " and ", "", depth);
                break;
            case AnyOf(var statements):
                Items(text, "", statements, " or ", "", depth);
                break;
            case Relation(var operands, var signs):
                for (int i = 0; i < operands.Length; i++)
                {
                    text.Append(i == 0 ? "" : $" {Sign(signs[i - 1])} ");
                    Write(operands[i], text, depth + 1);
                }
                break;
            case MatrixOf(var rows):
                text.Append('[');
                for (int i = 0; i < rows.Length; i++)
                    Items(text, i == 0 ? "" : "; ", rows[i], ", ", "", depth);
                text.Append(']');
                break;
            case BasedNumber(var digits, var basis, _):
                text.Append(digits).Append('_').Append(basis);
                break;
            case Words(var words):
                text.Append(words);
                break;
            case Choice(var letter, _):
                text.Append('(').Append(letter).Append(')');
                break;
            default:
                text.Append("the ").Append(expression.GetType().Name.ToLowerInvariant());
                break;
        }
    }

    private static void Items(StringBuilder text, string open, ImmutableArray<Expr> items, string between, string close, int depth)
    {
        text.Append(open);
        for (int i = 0; i < items.Length && text.Length <= MaxLength; i++)
        {
            text.Append(i == 0 ? "" : between);
            Write(items[i], text, depth + 1);
        }
        text.Append(close);
    }

    private static void WriteTerms(ImmutableArray<Expr> terms, StringBuilder text, int depth)
    {
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i] is Neg(var operand))
            {
                text.Append(i == 0 ? "-" : " - ");
                Factor(operand, text, depth);
                continue;
            }
            text.Append(i == 0 ? "" : " + ");
            Write(terms[i], text, depth + 1);
        }
    }

    private static void Factor(Expr expression, StringBuilder text, int depth)
    {
        bool isPlain = expression is Num { Value.Sign: >= 0 } or Const or Sym or Call or Apply or Power or Expressions.Tuple;
        text.Append(isPlain ? "" : "(");
        Write(expression, text, depth + 1);
        text.Append(isPlain ? "" : ")");
    }

    private static string Sign(RelationSign sign) => sign switch
    {
        RelationSign.Equal => "=",
        RelationSign.NotEqual => "≠",
        RelationSign.Less => "<",
        RelationSign.LessOrEqual => "≤",
        RelationSign.Greater => ">",
        RelationSign.GreaterOrEqual => "≥",
        RelationSign.Approximately => "≈",
        _ => "≡",
    };

    /// <summary>With a slash, or with the digits behind the point that were shown.</summary>
    private static string Digits(Num number)
    {
        var value = number.Value;
        if (value.Numerator.GetBitLength() + value.Denominator.GetBitLength() > 4 * MaxLength)
            return "a number of many digits";
        if (number.Decimals is > 0 and < MaxLength and { } decimals)
        {
            var shifted = value.Abs() * new Fraction(10, 1).Pow(decimals);
            string digits = FormattableString.Invariant($"{shifted.Numerator / shifted.Denominator}").PadLeft(decimals + 1, '0');
            return (value.Sign < 0 ? "-" : "") + digits[..^decimals] + "." + digits[^decimals..];
        }
        return FormattableString.Invariant($"{value.Numerator}") + (value.IsInteger ? "" : FormattableString.Invariant($"/{value.Denominator}"));
    }
}
