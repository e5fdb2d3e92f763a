using System.Collections.Immutable;
using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Expressions;

/// <summary>
/// What a final answer says, as a tree. Scalars (<see cref="Num"/> to <see cref="PlusMinus"/>) can be computed; what follows them is made
/// of scalars and compared by its kind. Nothing is simplified here: <c>2/4</c> stays a quotient of two numbers.
/// </summary>
internal abstract record Expr;

/// <summary>A number as written in digits.</summary>
/// <param name="Value">Exactly what is written.</param>
/// <param name="Decimals">
/// How many digits were shown behind the point; null for a whole number written without a point, and for a repeating decimal, which is exact.
/// With scientific notation those of the mantissa less the exponent (negative where places before the point are not shown): 6.58e4 has -2.
/// </param>
/// <param name="Digits">How many significant digits were shown, for numbers with <paramref name="Decimals"/>; else 0.</param>
internal sealed record Num(Fraction Value, int? Decimals = null, int Digits = 0) : Expr
{
    public static Num Of(BigInteger value) => new(value);
}

/// <summary>A number with a name.</summary>
internal sealed record Const(ConstKind Kind) : Expr;

internal enum ConstKind
{
    Pi,
    E,
    I,

    /// <summary>Positive infinity; the negative one is <c>Neg(Infinity)</c>.</summary>
    Infinity,
}

/// <summary>
/// A variable. Names are plain: <c>x</c>, <c>alpha</c>, <c>Gamma</c>, with subscripts behind an underscore and no braces: <c>x_1</c>, <c>v_max</c>;
/// primes stay: <c>x'</c>.
/// </summary>
internal sealed record Sym(string Name) : Expr;

internal sealed record Neg(Expr Operand) : Expr;

internal sealed record Sum(ImmutableArray<Expr> Terms) : Expr;

internal sealed record Product(ImmutableArray<Expr> Factors) : Expr;

internal sealed record Quotient(Expr Top, Expr Bottom) : Expr;

internal sealed record Power(Expr Base, Expr Exponent) : Expr;

/// <summary>A function of one or two scalars, or of a matrix (<see cref="Function.Det"/>).</summary>
internal sealed record Call(Function Function, ImmutableArray<Expr> Arguments) : Expr;

internal enum Function
{
    /// <summary>The principal root: radicand, index (2 where none was written).</summary>
    Root,
    Sin, Cos, Tan, Cot, Sec, Csc,
    Arcsin, Arccos, Arctan, Arccot, Arcsec, Arccsc,
    Sinh, Cosh, Tanh, Coth, Sech, Csch,
    Arsinh, Arcosh, Artanh, Arcoth, Arsech, Arcsch,
    Exp,

    /// <summary>The natural logarithm.</summary>
    Ln,

    /// <summary>A logarithm: argument, base; the argument alone where no base was written, which may mean e or 10.</summary>
    Log,
    Abs, Floor, Ceiling, Sign,
    Factorial, DoubleFactorial,

    /// <summary>n over k.</summary>
    Binomial,

    /// <summary>Permutations: n, k.</summary>
    Permutations,
    Gcd, Lcm, Max, Min, Mod,
    Re, Im, Arg, Conjugate,

    /// <summary>The determinant of a <see cref="MatrixOf"/>.</summary>
    Det,
    Transpose,
    Gamma,
}

/// <summary>A function that has no meaning of its own: <c>f(x)</c>, <c>f'(2)</c>. Two are the same when name and arguments are.</summary>
internal sealed record Apply(string Name, ImmutableArray<Expr> Arguments) : Expr;

/// <summary>A finite sum (or product) over whole numbers from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
internal sealed record Iterated(bool IsProduct, string Index, Expr From, Expr To, Expr Body) : Expr;

/// <summary>±; all of one answer go together, and ∓ (<paramref name="IsMinusFirst"/>) has the other sign.</summary>
internal sealed record PlusMinus(Expr Operand, bool IsMinusFirst) : Expr;

/// <summary>A percentage: 38.5 % has the operand 38.5.</summary>
internal sealed record Percent(Expr Operand) : Expr;

/// <summary>An angle in degrees: 30° has the operand 30.</summary>
internal sealed record Degrees(Expr Operand) : Expr;

/// <summary>A value with its unit.</summary>
/// <param name="Value">How many of the unit.</param>
/// <param name="Unit">In its one spelling (see <c>Units</c>): <c>cm</c>, <c>cm^2</c>, <c>km/h</c>, <c>dollar</c>; unknown words in lower case and
/// singular.</param>
internal sealed record Quantity(Expr Value, string Unit) : Expr;

/// <summary>Between round brackets, in order: a point, a vector, an ordered pair; two of them may be an open interval.</summary>
internal sealed record Tuple(ImmutableArray<Expr> Items) : Expr
{
    /// <summary>Two between square brackets, which may be a list of a program's and are no open interval.</summary>
    public bool IsSquarePair { get; init; }
}

/// <summary>Without brackets: <c>1, 2 and 3</c>, <c>x = 1 or x = 2</c>, several boxes.</summary>
internal sealed record Listing(ImmutableArray<Expr> Items) : Expr;

/// <summary>Between braces; none: the empty set.</summary>
internal sealed record SetOf(ImmutableArray<Expr> Items) : Expr;

/// <summary>An interval with at least one square bracket, or an infinite end. <c>[1,2]</c> may be a list of two in its order.</summary>
internal sealed record Interval(Expr Low, Expr High, bool HasLow, bool HasHigh) : Expr;

internal enum SetOperator
{
    Union,
    Intersection,
    Difference,
}

internal sealed record SetOperation(SetOperator Operator, Expr Left, Expr Right) : Expr;

internal enum NumberSetKind
{
    Naturals,
    Integers,
    Rationals,
    Reals,
    Complexes,
}

/// <param name="Kind">Which numbers.</param>
/// <param name="Sign">1 for the positive ones, -1 for the negative ones, 0 for all.</param>
internal sealed record NumberSet(NumberSetKind Kind, int Sign = 0) : Expr;

/// <summary>{element : condition}.</summary>
internal sealed record SetBuilder(Expr Element, Expr Condition) : Expr;

/// <summary>subject ∈ set (or ∉).</summary>
internal sealed record Membership(Expr Subject, Expr Set, bool IsNot) : Expr;

internal enum RelationSign
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Approximately,
    Congruent,
}

/// <summary>A chain: <c>1 &lt; x &lt;= 2</c> has three operands and two signs; an equation has two operands and one sign.</summary>
internal sealed record Relation(ImmutableArray<Expr> Operands, ImmutableArray<RelationSign> Signs) : Expr;

/// <summary>Statements that hold together: <c>cases</c>, <c>x = 1, y = 2</c>, <c>a &lt; 1 and a &gt; 0</c>.</summary>
internal sealed record AllOf(ImmutableArray<Expr> Statements) : Expr;

/// <summary>Statements of which one holds: <c>x &lt; 1 or x &gt; 2</c>.</summary>
internal sealed record AnyOf(ImmutableArray<Expr> Statements) : Expr;

/// <summary>A matrix row by row; all rows are of one length. A column vector has one item a row.</summary>
internal sealed record MatrixOf(ImmutableArray<ImmutableArray<Expr>> Rows) : Expr;

/// <summary>7 : 32, 1 : 2 : 3, 7 to 32.</summary>
internal sealed record Ratio(ImmutableArray<Expr> Items) : Expr;

/// <summary>1011_2: the digits as written, upper case, and what they are worth.</summary>
internal sealed record BasedNumber(string Digits, int Base, Fraction Value) : Expr;

/// <summary>A time of day in seconds from midnight (12-hour ones that name no half of the day are of the first).</summary>
internal sealed record TimeOfDay(int Seconds, bool HasHalf) : Expr;

/// <summary>A date; the year null where none was written.</summary>
internal sealed record Date(int? Year, int Month, int Day) : Expr;

/// <summary>Plain words, in lower case, without articles, marks and full stops: <c>no solution</c>, <c>even</c>, <c>tuesday</c>.</summary>
internal sealed record Words(string Text) : Expr;

/// <summary>A letter of multiple choice, upper case, with the text behind it, where there was one.</summary>
internal sealed record Choice(char Letter, Expr? Text) : Expr;
