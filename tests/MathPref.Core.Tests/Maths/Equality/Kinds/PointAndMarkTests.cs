using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using static MathPref.Core.Tests.Maths.Equality.Kinds.Tree;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

public sealed class PointAndMarkTests
{
    [Fact]
    public void Points_are_compared_in_order()
    {
        Right(Point(D("0.5"), N(2)), Point(Over(1, 2), N(2)));
        WrongBothWays(Point(N(1), N(2)), Point(N(2), N(1)));
        WrongBothWays(Point(N(1), N(2)), Point(N(1), N(2), N(3)));
        WrongBothWays(Point(N(1), N(2)), N(1));
        Assert.Equal("coordinate 2 is 3, in the reference 4", Compare(Point(N(1), N(3)), Point(N(1), N(4))).Reason);
    }

    [Fact]
    public void Ratios_are_alike_when_proportional()
    {
        RightBothWays(Ratio(55, 29), Ratio(110, 58));
        WrongBothWays(Ratio(55, 29), Ratio(29, 55));
        WrongBothWays(Ratio(1, 2, 3), Ratio(1, 3, 2));
        WrongBothWays(Ratio(0, 1, 2), Ratio(0, 2, 1));
        WrongBothWays(Ratio(0, 1), Ratio(1, 0));
        WrongBothWays(Ratio(1, 2), Ratio(1, 2, 3));
    }

    [Fact]
    public void A_ratio_of_two_is_its_quotient()
    {
        RightBothWays(Ratio(1, 2), Over(1, 2));
        RightBothWays(Ratio(59, 30), Over(59, 30));
        WrongBothWays(Ratio(2, 1), Over(1, 2));
        WrongBothWays(Ratio(1, 2, 3), N(1));
    }

    [Fact]
    public void Percent_of_the_reference_equals_its_number_and_its_value()
    {
        Right(Percent(N(122)), Percent(N(122)));
        Right(D("1.22"), Percent(N(122)));
        Right(N(122), Percent(N(122)));
        Right(D("3.8875"), Percent(D("388.75")));
        Wrong(N(44), Percent(N(440)));
        Wrong(D("17.7"), Percent(N(177)));
    }

    [Fact]
    public void Percent_for_a_fraction_is_right_only_where_the_question_asks_for_one()
    {
        Unknown(Percent(N(25)), Over(1, 4));
        Assert.Equal(MathVerdict.Right, Compare(Percent(N(25)), Over(1, 4), new() { AsksForPercent = true }).Verdict);
        Wrong(Percent(N(26)), Over(1, 4));
        Right(Percent(N(25)), N(25));
    }

    [Fact]
    public void Degrees_equal_the_bare_number_and_the_angle_in_radians()
    {
        RightBothWays(Degrees(N(30)), Degrees(N(30)));
        RightBothWays(Degrees(N(30)), N(30));
        RightBothWays(Degrees(N(30)), Over(Pi, N(6)));
        RightBothWays(Degrees(N(30)), Unit(Over(Pi, N(6)), "rad"));
        WrongBothWays(Degrees(N(30)), N(31));
        WrongBothWays(Degrees(N(30)), Unit(N(30), "rad"));
        WrongBothWays(Degrees(N(30)), Over(Pi, N(3)));
    }

    [Fact]
    public void Units_count_when_both_state_one()
    {
        RightBothWays(Unit(N(5), "cm"), N(5));
        RightBothWays(Unit(N(1), "h"), Unit(N(60), "min"));
        RightBothWays(Unit(N(5), "km"), Unit(N(5000), "m"));
        WrongBothWays(Unit(N(5), "cm"), Unit(N(5), "m"));
        WrongBothWays(Unit(N(5), "cm"), Unit(N(5), "cm^2"));
        WrongBothWays(Unit(N(5), "cm"), N(6));
        RightBothWays(Unit(N(5), "dollar"), Unit(N(500), "cent"));
        Unknown(Unit(N(5), "apple"), Unit(N(5), "orange"));
        WrongBothWays(Unit(N(5), "apple"), Unit(N(6), "orange"));
        Right(Unit(N(5), "apple"), Unit(N(5), "apple"));
    }

    [Fact]
    public void A_base_counts_when_both_state_one()
    {
        var eleven = new BasedNumber("1011", 2, 11);
        Right(eleven, eleven);
        RightBothWays(N(1011), eleven);
        WrongBothWays(new BasedNumber("73165", 8, 30325), new BasedNumber("73165", 9, 48251));
        Unknown(N(11), eleven);
        Unknown(new BasedNumber("13", 8, 11), eleven);
        WrongBothWays(N(1010), eleven);
    }

    [Fact]
    public void Times_and_dates_pass_over_what_one_side_leaves_out()
    {
        RightBothWays(new TimeOfDay(7 * 3600, false), new TimeOfDay(19 * 3600, true));
        WrongBothWays(new TimeOfDay(7 * 3600, true), new TimeOfDay(19 * 3600, true));
        WrongBothWays(new TimeOfDay(7 * 3600, false), new TimeOfDay(8 * 3600, true));
        RightBothWays(new TimeOfDay((7 * 60 + 32) * 60, false), Ratio(7, 32));
        WrongBothWays(new TimeOfDay((7 * 60 + 32) * 60, false), Ratio(7, 33));
        WrongBothWays(new TimeOfDay((7 * 60 + 32) * 60, false), Over(32, 7));
        Unknown(N(7), new TimeOfDay(7 * 3600, false));
        RightBothWays(new Date(null, 3, 14), new Date(2020, 3, 14));
        WrongBothWays(new Date(2021, 3, 14), new Date(2020, 3, 14));
    }
}
