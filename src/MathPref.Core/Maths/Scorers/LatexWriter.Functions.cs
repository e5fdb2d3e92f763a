using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

internal sealed partial class LatexWriter
{
    private string OfCall(Function function, ImmutableArray<Expr> arguments) => (function, arguments.Length) switch
    {
        (Function.Root, 1) or (Function.Root, 2) => OfRoot(arguments),
        (Function.Log, 2) => $@"\log_{{{Of(arguments[1])}}}({Of(arguments[0])})",
        (Function.Abs, 1) => $"|{Of(arguments[0])}|",
        (Function.Floor, 1) => $@"\lfloor {Of(arguments[0])} \rfloor",
        (Function.Ceiling, 1) => $@"\lceil {Of(arguments[0])} \rceil",
        (Function.Factorial, 1) => $"{Argument(arguments[0])}!",
        (Function.Binomial, 2) => $@"\binom{{{Of(arguments[0])}}}{{{Of(arguments[1])}}}",
        (Function.Exp, 1) => $"e^{{{Of(arguments[0])}}}",
        (Function.Gcd or Function.Lcm or Function.Max or Function.Min, _) => $@"{Command(function)}({Items(arguments)})",
        (_, 1) when Command(function).Length > 0 => $"{Command(function)}({Of(arguments[0])})",
        _ => Fail($"the function {function.ToString().ToLowerInvariant()} has no LaTeX that scorers read"),
    };

    private string OfRoot(ImmutableArray<Expr> arguments) => arguments is [_, var index] && !(index is Num { Value: var two } && two.Equals(2))
        ? $@"\sqrt[{Of(index)}]{{{Of(arguments[0])}}}"
        : $@"\sqrt{{{Of(arguments[0])}}}";

    private string OfIterated(Iterated iterated)
    {
        string sign = iterated.IsProduct ? @"\prod" : @"\sum";
        return $"{sign}_{{{OfName(iterated.Index)} = {Of(iterated.From)}}}^{{{Of(iterated.To)}}} {Factor(iterated.Body)}";
    }

    /// <summary>What stands before a sign behind it: in brackets, but for a number or a letter.</summary>
    private string Argument(Expr expression) => expression is Num { Value: { IsInteger: true, Sign: >= 0 } } or Sym
        ? Of(expression)
        : $"({Of(expression)})";

    private static string Command(Function function) => function switch
    {
        Function.Sin => @"\sin",
        Function.Cos => @"\cos",
        Function.Tan => @"\tan",
        Function.Cot => @"\cot",
        Function.Sec => @"\sec",
        Function.Csc => @"\csc",
        Function.Arcsin => @"\arcsin",
        Function.Arccos => @"\arccos",
        Function.Arctan => @"\arctan",
        Function.Arccot => @"\arccot",
        Function.Arcsec => @"\arcsec",
        Function.Arccsc => @"\arccsc",
        Function.Sinh => @"\sinh",
        Function.Cosh => @"\cosh",
        Function.Tanh => @"\tanh",
        Function.Arsinh => @"\operatorname{arsinh}",
        Function.Arcosh => @"\operatorname{arcosh}",
        Function.Artanh => @"\operatorname{artanh}",
        Function.Ln => @"\ln",
        Function.Log => @"\log",
        Function.Gcd => @"\gcd",
        Function.Lcm => @"\operatorname{lcm}",
        Function.Max => @"\max",
        Function.Min => @"\min",
        _ => "",
    };
}
