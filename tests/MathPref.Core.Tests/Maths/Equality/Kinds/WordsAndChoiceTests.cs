using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class WordsAndChoiceTests
{
    [Fact]
    public void Words_of_one_vocabulary_exclude_each_other()
    {
        Right(W("even"), W("even"));
        WrongBothWays(W("even"), W("odd"));
        WrongBothWays(W("tuesday"), W("friday"));
        RightBothWays(W("yes"), W("true"));
        RightBothWays(W("gray"), W("grey"));
        Unknown(W("alice"), W("the pupil with most votes"));
        Unknown(W("even"), W("tuesday afternoon"));
    }

    [Fact]
    public void Words_that_mean_a_set_are_that_set()
    {
        RightBothWays(W("no solution"), Empty);
        RightBothWays(W("no solution"), W("no real solutions"));
        RightBothWays(W("all real numbers"), Open(MinusInfinity, Infinity));
        WrongBothWays(W("no solution"), N(5));
        WrongBothWays(W("no solution"), Eq(X, N(5)));
        WrongBothWays(W("all real numbers"), Empty);
        Unknown(W("none"), N(0));
    }

    [Fact]
    public void Words_against_a_value_are_unknown_unless_they_say_that_there_is_none()
    {
        WrongBothWays(W("does not exist"), N(2));
        WrongBothWays(W("undefined"), N(2));
        Unknown(W("does not exist"), Infinity);
        Unknown(W("the larger of the two"), N(2));
        WrongBothWays(W("infinitely many"), N(3));
        WrongBothWays(W("alice"), N(3));
        Unknown(W("both"), N(2));
    }

    [Fact]
    public void Letters_decide_whatever_text_stands_behind_them()
    {
        RightBothWays(new Choice('B', null), new Choice('B', N(12)));
        WrongBothWays(new Choice('B', N(12)), new Choice('C', N(12)));
        RightBothWays(S("C"), new Choice('C', null));
        RightBothWays(new Choice('B', N(12)), N(12));
        WrongBothWays(new Choice('B', N(12)), N(13));
        Unknown(N(12), new Choice('B', null));
        RightBothWays(List(new Choice('C', null), new Choice('E', null)), List(new Choice('E', null), new Choice('C', null)));
        WrongBothWays(List(new Choice('C', null), new Choice('E', null)), new Choice('C', null));
    }
}
