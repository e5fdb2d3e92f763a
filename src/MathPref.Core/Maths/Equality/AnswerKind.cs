using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>How an answer is compared.</summary>
internal enum AnswerKind
{
    Scalar,

    /// <summary>Values without an order: a list without brackets, a finite set, <c>x = 1 or x = 2</c>.</summary>
    Values,

    /// <summary>A point, a vector, an ordered pair.</summary>
    Ordered,

    /// <summary>A part of the real line that is no finite list: intervals, inequalities in one variable, sets of numbers.</summary>
    Region,
    Equation,

    /// <summary>An inequality that is no region: in several variables, or one that is not solved here.</summary>
    Inequality,

    /// <summary>Equations that hold together: a value for each of several names among them.</summary>
    System,
    Matrix,
    Ratio,
    Percent,
    Angle,
    Quantity,
    Based,
    Time,
    Date,
    Words,
    Choice,
}

/// <summary>Which kind an answer is of.</summary>
internal static class AnswerKinds
{
    /// <summary>The kind of an answer from which what changes nothing was taken (<see cref="Plain"/>).</summary>
    public static AnswerKind Of(Expr expression) => expression switch
    {
        Expressions.Tuple => AnswerKind.Ordered,
        Listing or AnyOf or SetOf => OfSeveral(expression),
        AllOf(var statements) => IsRegion(expression) ? AnswerKind.Region
            : statements.All(s => s is Relation or Membership) ? AnswerKind.System : AnswerKind.Values,
        Interval or SetOperation or NumberSet or SetBuilder => AnswerKind.Region,
        Membership(_, var set, var isNot) => isNot || set is not (SetOf or Listing) ? AnswerKind.Region : AnswerKind.Values,
        Relation relation => OfRelation(relation),
        MatrixOf => AnswerKind.Matrix,
        Ratio => AnswerKind.Ratio,
        Percent => AnswerKind.Percent,
        Degrees => AnswerKind.Angle,
        Quantity => AnswerKind.Quantity,
        BasedNumber => AnswerKind.Based,
        TimeOfDay => AnswerKind.Time,
        Date => AnswerKind.Date,
        Words => AnswerKind.Words,
        Choice => AnswerKind.Choice,
        _ => AnswerKind.Scalar,
    };

    /// <summary>
    /// The answer without what changes nothing: brackets around one value, a listing or statement of one, <c>x \in [1, 2]</c> and
    /// <c>x = \{1, 2\}</c> where only what stands behind counts.
    /// </summary>
    public static Expr Plain(Expr expression)
    {
        for (int i = 0; i < 16; i++)
        {
            switch (expression)
            {
                case Expressions.Tuple { Items: [var one] }:
                    expression = one;
                    break;
                case Listing { Items: [var one] }:
                    expression = one;
                    break;
                case AllOf { Statements: [var one] }:
                    expression = one;
                    break;
                case AnyOf { Statements: [var one] }:
                    expression = one;
                    break;
                case Membership { IsNot: false, Subject: Sym or Apply or Words or Expressions.Tuple, Set: var set }:
                    expression = set;
                    break;
                case SetBuilder { Element: Sym, Condition: Relation or AllOf or AnyOf or Membership } builder:
                    expression = builder.Condition;
                    break;
                case Relation { Operands: [Sym or Apply or Words, var values], Signs: [RelationSign.Equal or RelationSign.Approximately] }
                    when Of(values) is not AnswerKind.Scalar:
                    expression = values;
                    break;
                case Relation { Operands: [Expressions.Tuple, (SetOf or Listing or MatrixOf) and var points], Signs: [RelationSign.Equal] }:
                    expression = points;
                    break;
                default:
                    return expression;
            }
        }
        return expression;
    }

    /// <summary>Whether it is a part of the real line, by its look: it may still turn out not to be solved.</summary>
    public static bool IsRegion(Expr expression) => expression switch
    {
        Interval or SetOperation or NumberSet or SetBuilder => true,
        Membership(_, var set, var isNot) => isNot || set is not (SetOf or Listing),
        Relation relation => OfRelation(relation) is AnswerKind.Region,
        AllOf(var items) => AreRegions(items),
        AnyOf(var items) => AreRegions(items),
        Listing(var items) => AreRegions(items),
        _ => false,
    };

    private static AnswerKind OfSeveral(Expr expression)
    {
        if (expression is not SetOf && IsRegion(expression))
            return AnswerKind.Region;
        return expression is Listing(var items) && Assignments.TryRead(items, out _) ? AnswerKind.System : AnswerKind.Values;
    }

    private static AnswerKind OfRelation(Relation relation)
    {
        bool isEquation = true;
        foreach (var sign in relation.Signs)
            isEquation &= sign is RelationSign.Equal or RelationSign.Approximately or RelationSign.Congruent;
        if (isEquation)
        {
            return relation.Operands is [Expressions.Tuple, Expressions.Tuple] || Assignments.TryRead(relation, out _)
                ? AnswerKind.System
                : AnswerKind.Equation;
        }
        return RegionReader.Subject(relation) is null ? AnswerKind.Inequality : AnswerKind.Region;
    }

    /// <summary>All of them, or some and single values or equations beside them (<c>x &lt; 1 or x = 2</c>), of one variable.</summary>
    private static bool AreRegions(ImmutableArray<Expr> items)
    {
        bool hasRegion = false;
        string? subject = null;
        foreach (var item in items)
        {
            bool isRegion = IsRegion(item);
            if (!isRegion && item is not (Relation { Operands: [Sym, _], Signs: [RelationSign.Equal] } or SetOf))
                return false;
            string? name = item switch
            {
                Relation relation => isRegion ? RegionReader.Subject(relation) : ((Sym)relation.Operands[0]).Name,
                Membership(Sym(var member), _, _) => member,
                _ => null,
            };
            if (name is not null && subject is not null && name != subject)
                return false;
            subject ??= name;
            hasRegion |= isRegion;
        }
        return hasRegion;
    }
}
