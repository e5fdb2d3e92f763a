using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>A scalar as plain text for people, with the brackets that its tree needs: <c>(1 + sqrt(5))/2</c>.</summary>
internal static class ExprText
{
    /// <summary>How tightly a text holds together: a part stands in brackets where it holds less than its place asks.</summary>
    private enum Bond
    {
        Sum,
        Product,
        Sign,
        Power,
        Value,
    }

    public static string Of(Expr expression)
    {
        var text = new StringBuilder();
        Write(expression, Bond.Sum, text);
        return text.ToString();
    }

    private static Bond BondOf(Expr expression) => expression switch
    {
        Sum => Bond.Sum,
        Product or Quotient => Bond.Product,
        Neg or PlusMinus => Bond.Sign,
        Power or Percent or Degrees => Bond.Power,
        Call { Function: Function.Factorial or Function.DoubleFactorial } => Bond.Power,
        Num number when number.Value.Sign < 0 => Bond.Sign,
        Num { Decimals: null, Value.IsInteger: false } => Bond.Product,
        _ => Bond.Value,
    };

    private static void Write(Expr expression, Bond least, StringBuilder text)
    {
        var isBracketed = BondOf(expression) < least;
        if (isBracketed)
            text.Append('(');
        WriteBare(expression, text);
        if (isBracketed)
            text.Append(')');
    }

    private static void WriteBare(Expr expression, StringBuilder text)
    {
        switch (expression)
        {
            case Num number:
                text.Append(Number(number));
                break;
            case Const constant:
                text.Append(constant.Kind switch { ConstKind.Pi => "pi", ConstKind.E => "e", ConstKind.I => "i", _ => "infinity" });
                break;
            case Sym name:
                text.Append(name.Name);
                break;
            case Neg negative:
                text.Append('-');
                Write(negative.Operand, Bond.Product, text);
                break;
            case PlusMinus both:
                text.Append(both.IsMinusFirst ? "-+" : "+-");
                Write(both.Operand, Bond.Product, text);
                break;
            case Sum sum:
                WriteSum(sum, text);
                break;
            case Product product:
                WriteAll(product.Factors, "*", Bond.Sign, text);
                break;
            case Quotient quotient:
                Write(quotient.Top, Bond.Product, text);
                text.Append('/');
                Write(quotient.Bottom, Bond.Power, text);
                break;
            case Power power:
                Write(power.Base, Bond.Value, text);
                text.Append('^');
                Write(power.Exponent, Bond.Value, text);
                break;
            case Percent percent:
                Write(percent.Operand, Bond.Value, text);
                text.Append('%');
                break;
            case Degrees degrees:
                Write(degrees.Operand, Bond.Value, text);
                text.Append('°');
                break;
            case Call call:
                WriteCall(call, text);
                break;
            case Apply apply:
                WriteCall(apply.Name, apply.Arguments, text);
                break;
            case Iterated iterated:
                text.Append(iterated.IsProduct ? "product(" : "sum(");
                Write(iterated.Body, Bond.Sum, text);
                text.Append(CultureInfo.InvariantCulture, $", {iterated.Index} = ");
                Write(iterated.From, Bond.Sum, text);
                text.Append(" to ");
                Write(iterated.To, Bond.Sum, text);
                text.Append(')');
                break;
            case MatrixOf matrix:
                WriteMatrix(matrix, text);
                break;
            default:
                text.Append(expression.GetType().Name);
                break;
        }
    }

    private static void WriteSum(Sum sum, StringBuilder text)
    {
        for (var i = 0; i < sum.Terms.Length; i++)
        {
            var term = sum.Terms[i];
            if (i > 0)
                text.Append(term switch { Neg => " - ", PlusMinus { IsMinusFirst: false } => " ± ", PlusMinus => " ∓ ", _ => " + " });
            Write(i == 0 ? term : term switch { Neg negative => negative.Operand, PlusMinus both => both.Operand, _ => term }, Bond.Product, text);
        }
    }

    private static void WriteCall(Call call, StringBuilder text)
    {
        switch (call)
        {
            case { Function: Function.Factorial or Function.DoubleFactorial }:
                Write(call.Arguments[0], Bond.Value, text);
                text.Append(call.Function == Function.Factorial ? "!" : "!!");
                break;
            case { Function: Function.Root, Arguments: [var radicand, Num { Value: { IsInteger: true } index }] } when index == 2:
                WriteCall("sqrt", [radicand], text);
                break;
            default:
                WriteCall(call.Function.ToString().ToLowerInvariant(), call.Arguments, text);
                break;
        }
    }

    private static void WriteCall(string name, ImmutableArray<Expr> arguments, StringBuilder text)
    {
        text.Append(name).Append('(');
        WriteAll(arguments, ", ", Bond.Sum, text);
        text.Append(')');
    }

    private static void WriteMatrix(MatrixOf matrix, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < matrix.Rows.Length; i++)
        {
            text.Append(i == 0 ? "[" : ", [");
            WriteAll(matrix.Rows[i], ", ", Bond.Sum, text);
            text.Append(']');
        }
        text.Append(']');
    }

    private static void WriteAll(ImmutableArray<Expr> items, string between, Bond least, StringBuilder text)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(between);
            Write(items[i], least, text);
        }
    }

    /// <summary>As written: with the digits that were shown, or as a fraction of whole numbers.</summary>
    private static string Number(Num number)
    {
        var value = number.Value;
        if (number.Decimals is > 0 and <= 1000 and var decimals && (value * BigInteger.Pow(10, decimals)) is { IsInteger: true } shifted)
        {
            var digits = BigInteger.Abs(shifted.Numerator).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            return $"{(value.Sign < 0 ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}";
        }
        var top = value.Numerator.ToString(CultureInfo.InvariantCulture);
        return value.IsInteger ? top : $"{top}/{value.Denominator.ToString(CultureInfo.InvariantCulture)}";
    }
}
