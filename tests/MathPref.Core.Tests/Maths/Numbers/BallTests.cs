using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

public class BallTests
{
    // The values were computed with mpmath at 150 digits.
    [Theory]
    [InlineData("Exp", "1", "2.71828182845904523536028747135266249775724709369995957496697")]
    [InlineData("Exp", "-1", "0.367879441171442321595523770161460867445811131031767834507837")]
    [InlineData("Exp", "0.1", "1.10517091807564762481170782649024666822454719473751871879286")]
    [InlineData("Exp", "10.5", "36315.502674246637738912026901316617968931557967127585760748")]
    [InlineData("Exp", "-30.25", "7.28772409581969241934317748697794594892994923594271162375534e-14")]
    [InlineData("Exp", "1e-30", "1.000000000000000000000000000001")]
    [InlineData("Exp", "1e6", "3.03321539680208754508640214141811432708397379481347740960619e+434294")]
    [InlineData("Exp", "1e-5", "1.00001000005000016666708333416666805555753968501984402557595")]
    [InlineData("Ln", "2", "0.69314718055994530941723212145817656807550013436025525412068")]
    [InlineData("Ln", "10", "2.30258509299404568401799145468436420760110148862877297603333")]
    [InlineData("Ln", "0.5", "-0.69314718055994530941723212145817656807550013436025525412068")]
    [InlineData("Ln", "1.0000000001", "9.99999999950000000003333333333083333333353333333331666666667e-11")]
    [InlineData("Ln", "0.9999999999", "-1.000000000050000000003333333333583333333353333333335e-10")]
    [InlineData("Ln", "1e30", "69.0775527898213705205397436405309262280330446588631892809998")]
    [InlineData("Ln", "1e-300", "-690.775527898213705205397436405309262280330446588631892809998")]
    [InlineData("Ln", "7", "1.94591014905531330510535274344317972963708472958186118845939")]
    [InlineData("Sin", "1", "0.841470984807896506652502321630298999622563060798371065672752")]
    [InlineData("Sin", "-2", "-0.909297426825681695396019865911744842702254971447890268378973")]
    [InlineData("Sin", "0.1", "0.0998334166468281523068141984106220269899153880179822599927669")]
    [InlineData("Sin", "1e-20", "9.99999999999999999999999999999999999999983333333333333333333e-21")]
    [InlineData("Sin", "22", "-8.85130929040387592169025681577233246328920395133256644233084e-3")]
    [InlineData("Sin", "1e30", "-0.0901169019121380580303864289529873302743963329930434498854607")]
    [InlineData("Sin", "1e9", "0.545843449448699564244387270897514528995022930262892207671736")]
    [InlineData("Sin", "3.1415926535897932", "3.84626433832795028841971693993750963375298454826042509318752e-17")]
    [InlineData("Cos", "1", "0.540302305868139717400936607442976603732310420617922227670097")]
    [InlineData("Cos", "1.5707963267948966", "1.92313216916397514420985846996875517250568349074409625188417e-17")]
    [InlineData("Cos", "-3", "-0.989992496600445457271572794731261302393679096615588328814086")]
    [InlineData("Cos", "1e30", "-0.9959311944053957023942485879970486411302477349550482713468")]
    [InlineData("Cos", "1e9", "0.837887181363902334389775643551572356059576948088117878584601")]
    [InlineData("Tan", "1", "1.55740772465490223050697480745836017308725077238152003838395")]
    [InlineData("Tan", "1.5707963", "37320539.58671654132004064246540849411206645634631614972074")]
    [InlineData("Tan", "-0.3", "-0.309336249609623233035303679698294667257815906800461340751423")]
    [InlineData("Tan", "1e15", "-1.67241478212758304295552142696079055033040910554091189243737")]
    [InlineData("Atan", "1", "0.785398163397448309615660845819875721049292349843776455243736")]
    [InlineData("Atan", "0.5", "0.463647609000806116214256231461214402028537054286120263810933")]
    [InlineData("Atan", "-0.1", "-0.0996686524911620273784461198780205902432783225043146480155088")]
    [InlineData("Atan", "1e-20", "9.99999999999999999999999999999999999999966666666666666666667e-21")]
    [InlineData("Atan", "1e20", "1.57079632679489661922132169163975144209858469968755291048747")]
    [InlineData("Atan", "-7", "-1.42889927219073269641847007453719835909080294095908883810934")]
    [InlineData("Atan", "2", "1.10714871779409050301706546017853704007004764540143264667654")]
    [InlineData("Atan", "-2", "-1.10714871779409050301706546017853704007004764540143264667654")]
    [InlineData("Atan", "-1", "-0.785398163397448309615660845819875721049292349843776455243736")]
    [InlineData("Asin", "0.5", "0.523598775598298873077107230546583814032861566562517636829157")]
    [InlineData("Asin", "-0.25", "-0.252680255142078653485657436993710972252193733096838193633924")]
    [InlineData("Asin", "0.999999", "1.56938211311467236746824989586709579363455866391912675020764")]
    [InlineData("Asin", "1", "1.57079632679489661923132169163975144209858469968755291048747")]
    [InlineData("Asin", "1e-15", "1.00000000000000000000000000000016666666666666666666666666667e-15")]
    [InlineData("Acos", "0.5", "1.04719755119659774615421446109316762806572313312503527365831")]
    [InlineData("Acos", "-0.5", "2.09439510239319549230842892218633525613144626625007054731663")]
    [InlineData("Acos", "-1", "3.14159265358979323846264338327950288419716939937510582097494")]
    [InlineData("Acos", "0", "1.57079632679489661923132169163975144209858469968755291048747")]
    [InlineData("Acos", "0.999999", "1.41421368022425176307179577265564846402603576842616027983066e-3")]
    [InlineData("Sinh", "1", "1.17520119364380145688238185059560081515571798133409587022957")]
    [InlineData("Sinh", "-0.001", "-1.00000016666667500000019841270116843036014911030970058824308e-3")]
    [InlineData("Sinh", "50", "2592352764293536232043.72666146674269241373445385443080275614")]
    [InlineData("Sinh", "1e-20", "1.00000000000000000000000000000000000000001666666666666666667e-20")]
    [InlineData("Cosh", "1", "1.5430806348152437784779056207570616826015291123658637047374")]
    [InlineData("Cosh", "0.001", "1.00000050000004166666805555558035714313271605147039175964027")]
    [InlineData("Cosh", "-50", "2592352764293536232043.72666146674269241373464672941559914792")]
    [InlineData("Tanh", "1", "0.761594155955764888119458282604793590412768597257936551596811")]
    [InlineData("Tanh", "0.001", "9.99999666666799999946031767901225704669296792285404388658514e-4")]
    [InlineData("Tanh", "-30", "-0.999999999999999999999999982486978474606959323022534551874629")]
    [InlineData("Tanh", "1e-20", "9.99999999999999999999999999999999999999966666666666666666667e-21")]
    [InlineData("Asinh", "1", "0.881373587019543025232609324979792309028160328261635410753296")]
    [InlineData("Asinh", "-0.001", "-9.99999833333408333288690506572398262778896762002256268879602e-4")]
    [InlineData("Asinh", "1e20", "46.7448490404408589897770612151454607200975549069357147747872")]
    [InlineData("Asinh", "-50", "-4.60527017099142382662123926720830641300890224569218833872493")]
    [InlineData("Acosh", "2", "1.31695789692481670862504634730796844402698197146751647976847")]
    [InlineData("Acosh", "1.0001", "0.0141420177752523242440634748427880046897311573519591474427822")]
    [InlineData("Acosh", "1e20", "46.7448490404408589897770612151454607200975049069357147747872")]
    [InlineData("Atanh", "0.5", "0.549306144334054845697622618461262852323745278911374725867347")]
    [InlineData("Atanh", "-0.001", "-1.00000033333353333347619058730167821075513382180048062400384e-3")]
    [InlineData("Atanh", "0.9999", "4.95171877564304318862998438546234422656034304451495658324873")]
    [InlineData("Gamma", "0.5", "1.77245385090551602729816748334114518279754945612238712821381")]
    [InlineData("Gamma", "4.5", "11.6317283965674489291442241094262652621089183058031655289031")]
    [InlineData("Gamma", "-0.5", "-3.54490770181103205459633496668229036559509891224477425642762")]
    [InlineData("Gamma", "-3.7", "0.251643995902422643510108134681313060212549189939663622676805")]
    [InlineData("Gamma", "100.25", "2.94846628183876997000984521106960175395388117871592800738056e+156")]
    [InlineData("Gamma", "0.001", "999.423772484595466114982201299644000465217610145612232469542")]
    [InlineData("Gamma", "2005", "5.33261680968262254540362294300681187196919596677805511775445e+5748")]
    [InlineData("Gamma", "1e6", "8.26393168833124006237664610317266629113534797896387304516778e+5565702")]
    [InlineData("Sqrt", "2", "1.41421356237309504880168872420969807856967187537694807317668")]
    [InlineData("Sqrt", "10", "3.1622776601683793319988935444327185337195551393252168268575")]
    [InlineData("Sqrt", "1e-40", "1.0e-20")]
    [InlineData("Sqrt", "0.3", "0.547722557505166113456969782800802133952744694997983254226894")]
    [InlineData("Sqrt", "1e41", "316227766016837933199.88935444327185337195551393252168268575")]
    [InlineData("CubeRoot", "2", "1.25992104989487316476721060727822835057025146470150798008198")]
    [InlineData("CubeRoot", "10", "2.15443469003188372175929356651935049525934494219210858248924")]
    [InlineData("CubeRoot", "0.001", "0.1")]
    [InlineData("CubeRoot", "1e40", "21544346900318.8372175929356651935049525934494219210858248924")]
    public void Function_contains_the_value_computed_at_high_precision(string function, string argument, string expected)
    {
        foreach (int precision in new[] { 64, 128, 190 })
            Balls.AssertIs(RealFunctions.Of(function, Balls.Of(argument), precision), expected, precision - 40);
    }

    [Fact]
    public void Constants_have_their_digits()
    {
        // mpmath, 150 digits
        Balls.AssertIs(Ball.Pi(200), "3.14159265358979323846264338327950288419716939937510582097494", 198);
        Balls.AssertIs(Ball.Ln(10, 200), "2.30258509299404568401799145468436420760110148862877297603333", 196);
        Assert.True(Balls.Contains(Ball.Pi(128), Ball.Pi(4096)));
        Assert.True(Balls.Contains(Ball.Pi(4096), Ball.Times2To(Ball.Atan(1, 5000), 2)));
    }

    [Fact]
    public void Whole_results_are_exact()
    {
        Assert.True(Ball.Sqrt(49, 64).IsExactly(7));
        Assert.True(Ball.Sqrt(Ball.Times2To(9, -4), 64) is { IsExact: true } quarter && Ball.Times2To(quarter, 2).IsExactly(3));
        Assert.True(Ball.Root(1000, 3, 128).IsExactly(10));
        Assert.True(Ball.Root(Ball.Power(3, 40, 128), 40, 128).IsExactly(3));
        Assert.True(Ball.Power(-3, 5, 64).IsExactly(-243));
        Assert.True(Ball.Power(4, Ball.Half, 64).IsExactly(2));
        Assert.True(Ball.Divide(84, -12, 64).IsExactly(-7));
        Assert.True(Ball.Factorial(6, 64).IsExactly(720));
        Assert.True(Ball.Exp(0, 64).IsExactly(1));
        Assert.True(Ball.Ln(1, 64).IsZero && Ball.Sin(0, 64).IsZero && Ball.Acos(1, 64).IsZero);
    }

    [Fact]
    public void Whole_number_beyond_the_precision_is_near_and_not_exact()
    {
        var value = BigInteger.Pow(3, 200);
        var ball = Ball.From(value, 64);
        Assert.False(ball.IsExact);
        Assert.True(Balls.Contains(ball, Ball.Exactly(value)));
        Assert.True(Ball.From(BigInteger.Pow(2, 2000), 64).IsExact);
    }

    [Fact]
    public void Huge_and_tiny_numbers_are_told_apart()
    {
        var a = Ball.Divide(1, Ball.Factorial(2004, 128), 128);
        var b = Ball.Divide(1, Ball.Factorial(2006, 128), 128);
        Assert.Equal(1, Ball.Compare(a, b));
        Assert.False(Ball.Overlap(a, b));
        Assert.True(Ball.Subtract(a, b, 128) is { IsPositive: true, AccurateBits: > 100 });
        Assert.True(Balls.Contains(Ball.Factorial(2004, 128), Ball.From(WholeNumbers.Factorial(2004), 400)));

        var huge = Ball.Power(10, 1_000_000_000, 128);
        Assert.True(huge.AccurateBits > 120);
        Assert.Equal(3_321_928_095, huge.Magnitude);
        Assert.Equal(-1, Ball.Compare(huge, Ball.Add(huge, Ball.Power(10, 999_999_999, 128), 128)));
        Assert.Equal(1, Ball.Compare(Ball.PowerOfTwo(-1_000_000_000_000), 0));
        Assert.Equal(-1_000_000_000_000, Ball.Ln(Ball.PowerOfTwo(-1_000_000_000_000), 128) is var ln
            && Ball.Divide(ln, Ball.Ln(2, 128), 64).TryNearestInteger(out var log) ? (long)log : 0);
    }

    [Theory]
    [InlineData("1e100000000000000000")]
    [InlineData("-1e-100000000000000000")]
    [InlineData("1e9000000000000000000")]
    public void Size_out_of_range_is_undefined(string text)
    {
        Assert.False(Balls.Of(text).IsDefined);
        Assert.False(Ball.Exp(Balls.Of("1e18"), 64).IsDefined);
        Assert.False(Ball.Power(7, long.MaxValue, 64).IsDefined);
        Assert.False(Ball.Power(2, long.MinValue, 64).IsDefined);
        Assert.False(Ball.Sin(Ball.PowerOfTwo(5000), 64).IsDefined);
    }

    [Fact]
    public void Outside_of_its_domain_a_function_is_undefined()
    {
        var around0 = Ball.Subtract(Ball.Sqrt(2, 64), Ball.Sqrt(2, 80), 64);
        Assert.True(around0 is { IsDefined: true, ContainsZero: true, IsZero: false, IsPositive: false, IsNegative: false });
        Ball[] all =
        [
            Ball.Divide(1, 0, 64), Ball.Divide(1, around0, 64), Ball.Divide(0, 0, 64), Ball.Ln(0, 64), Ball.Ln(-1, 64), Ball.Ln(around0, 64),
            Ball.Sqrt(-1, 64), Ball.Root(-8, 3, 64), Ball.Root(2, 0, 64), Ball.Asin(2, 64), Ball.Acos(-2, 64), Ball.Acosh(0, 64), Ball.Atanh(1, 64),
            Ball.Gamma(0, 64), Ball.Gamma(-3, 64), Ball.Power(0, -1, 64), Ball.Power(-2, Ball.Half, 64), Ball.Atan2(0, 0, 64),
            Ball.Atan2(around0, -1, 64), Ball.Floor(around0),
        ];
        Assert.All(all, ball => Assert.False(ball.IsDefined));
        Assert.True(Ball.Undefined.ContainsZero);
        Assert.Null(Ball.Compare(Ball.Undefined, 1));
    }

    [Fact]
    public void What_is_undefined_stays_so()
    {
        foreach (string name in RealFunctions.Names)
            Assert.False(RealFunctions.Of(name, Ball.Undefined, 64).IsDefined, name);
        Assert.False(Ball.Add(Ball.Undefined, 1, 64).IsDefined);
        Assert.False(Ball.Multiply(0, Ball.Undefined, 64).IsDefined);
        Assert.False(Ball.Divide(0, Ball.Undefined, 64).IsDefined);
        Assert.False(Ball.Power(Ball.Undefined, 0, 64).IsDefined);
        Assert.False(Ball.Max(1, Ball.Undefined, 64).IsDefined);
    }

    [Fact]
    public void Comparison_is_certain_or_null()
    {
        var third = Ball.Divide(1, 3, 64);
        Assert.Equal(1, Ball.Compare(third, Ball.From(new Fraction(333, 1000), 64)));
        Assert.Equal(0, Ball.Compare(5, 5));
        Assert.Null(Ball.Compare(third, Ball.Divide(1, 3, 128)));
        // Near the last digit of 128 bits.
        Assert.Equal(-1, Ball.Compare(1, Ball.Add(1, Ball.PowerOfTwo(-120), 128)));
        Assert.Equal(0, Ball.Compare(Ball.Max(2, 3, 64), 3));
        Assert.Equal(0, Ball.Compare(Ball.Min(2, 3, 64), 2));
        Assert.True(Balls.Contains(Ball.Max(third, Ball.Divide(1, 3, 40), 64), third));
    }

    [Theory]
    [InlineData("2.5", 2, 3)]
    [InlineData("-2.5", -3, -2)]
    [InlineData("7", 7, 7)]
    [InlineData("-7", -7, -7)]
    [InlineData("1e-200", 0, 1)]
    [InlineData("-1e-200", -1, 0)]
    public void Floor_and_ceiling_of_what_is_certain(string text, int floor, int ceiling)
    {
        Assert.True(Ball.Floor(Balls.Of(text)).IsExactly(floor));
        Assert.True(Ball.Ceiling(Balls.Of(text)).IsExactly(ceiling));
    }

    [Fact]
    public void Floor_is_undefined_where_a_whole_number_is_within_the_radius()
    {
        var two = Ball.Power(Ball.Sqrt(2, 64), 2, 64);
        Assert.False(Ball.Floor(two).IsDefined);
        Assert.True(Ball.Floor(Ball.Pi(64)).IsExactly(3));
        Assert.True(Ball.Ceiling(Ball.Pi(64)).IsExactly(4));
    }

    [Theory]
    [InlineData("0.5", "0.5")]
    [InlineData("-1250", "-1250")]
    [InlineData("1e30", "1e30")]
    [InlineData("123456789012.5", "123456789012.5")]
    public void Exact_text_has_no_ellipsis(string text, string expected) => Assert.Equal(expected, Balls.Of(text).ToText(20));

    [Fact]
    public void Text_shows_digits_that_are_certain()
    {
        Assert.Equal("2.3094010768…", Ball.Divide(4, Ball.Sqrt(3, 128), 128).ToText(11));
        Assert.Equal("3.1415926535897932385…", Ball.Pi(128).ToString());
        // No more than are known.
        Assert.Equal("0.333333…", Ball.Divide(1, 3, 26).ToText(20));
        Assert.Equal("-0.00033333…", Ball.Divide(-1, 3000, 128).ToText(5));
        Assert.Equal("0.99999999999999999999…", Ball.Subtract(1, Ball.Power(10, -20, 128), 128).ToText(20));
        Assert.Equal("1.0000e1000000000…", Ball.Power(10, 1_000_000_000, 128).ToText(5));
        Assert.Equal("1e12…", Ball.Subtract(Ball.Power(10, 12, 64), Ball.Pi(64), 64).ToText(1));
        Assert.Equal("undefined", Ball.Undefined.ToText(5));
        Assert.Equal("0", Ball.Zero.ToText(5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData("abc")]
    [InlineData("1e99999999999999999999")]
    public void Other_text_is_no_number(string text) => Assert.Null(Ball.FromDecimalText(text, 64));
}
