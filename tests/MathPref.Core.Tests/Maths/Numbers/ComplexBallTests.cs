using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

public class ComplexBallTests
{
    // The values were computed with mpmath at 150 digits.
    [Theory]
    [InlineData("Sqrt", "1", "1",
        "1.09868411346780996603980119524067837854439312092715774374441", "0.45508986056222734130435775782246856962019037848315009258826")]
    [InlineData("Sqrt", "-3", "4",
        "1", "2")]
    [InlineData("Sqrt", "-3", "-4",
        "1", "-2")]
    [InlineData("Sqrt", "-2", "0",
        "0", "1.41421356237309504880168872420969807856967187537694807317668")]
    [InlineData("Sqrt", "0", "2",
        "1", "1")]
    [InlineData("Sqrt", "-5", "0.001",
        "2.23606796631945000456616860602692763962669732934151061789299e-4", "2.23606798868012944415387649187943407878393677781163607243593")]
    [InlineData("Exp", "1", "2",
        "-1.13120438375681363843125525551079471062886799582652575021772", "2.47172667200481892761693089355166453273619036924100818420076")]
    [InlineData("Exp", "-3", "10",
        "-0.0417749115836574765671485696255016573812788104247331459267431", "-0.0270852162414103462928951377213360037785688960776921781756388")]
    [InlineData("Exp", "0", "3",
        "-0.989992496600445457271572794731261302393679096615588328814086", "0.141120008059867222100744802808110279846933264252265584151883")]
    [InlineData("Log", "1", "1",
        "0.34657359027997265470861606072908828403775006718012762706034", "0.785398163397448309615660845819875721049292349843776455243736")]
    [InlineData("Log", "-1", "0",
        "0", "3.14159265358979323846264338327950288419716939937510582097494")]
    [InlineData("Log", "-2", "-0.5",
        "0.723459491468162730707535187478386699718601371932617139527939", "-2.89661399046292908429056090206822707328302530099392175384757")]
    [InlineData("Log", "0", "-3",
        "1.09861228866810969139524523692252570464749055782274945173469", "-1.57079632679489661923132169163975144209858469968755291048747")]
    [InlineData("Log", "0.6", "0.8",
        "0", "0.927295218001612232428512462922428804057074108572240527621866")]
    [InlineData("Sin", "1", "1",
        "1.29845758141597729482604236580781562031343656163520807340184", "0.634963914784736108255082202991509781517081951419379410526953")]
    [InlineData("Sin", "-2", "3",
        "-9.15449914691142957346729954460983255915886056876518297789983", "-4.16890695996656435075481305885375484357356560475805588996548")]
    [InlineData("Cos", "1", "1",
        "0.833730025131149048883885394335094479809874785209629312270723", "-0.988897705762865096382129540892686188642149695033147607536816")]
    [InlineData("Cos", "0", "2",
        "3.76219569108363145956221347777374610829397355823071160277764", "0")]
    [InlineData("Tan", "1", "1",
        "0.271752585319511716528843722498588920709464111461779453098085", "1.08392332733869454347575206121197172134496752747538985631972")]
    [InlineData("Tan", "3", "-20",
        "-2.37411204153565208580691808731612553822725766582117304400714e-18", "-0.999999999999999991841712953808745490616813847589504743780347")]
    [InlineData("Sinh", "1", "2",
        "-0.489056259041293673586454568548515921158510884678594965702881", "1.40311925062204058801949085976771294407094755340707243977395")]
    [InlineData("Cosh", "1", "2",
        "-0.64214812471551996484480068696227878947035711114793078451484", "1.06860742138277833959744003378395158866524281583393574442681")]
    [InlineData("Tanh", "0.5", "2",
        "1.32128658377119172406543933741955769803452136021654177264857", "-0.850878121144937689981065598499842393106516566680243144730167")]
    [InlineData("Asin", "2", "0",
        "1.57079632679489661923132169163975144209858469968755291048747", "-1.31695789692481670862504634730796844402698197146751647976847")]
    [InlineData("Asin", "-2", "0",
        "-1.57079632679489661923132169163975144209858469968755291048747", "1.31695789692481670862504634730796844402698197146751647976847")]
    [InlineData("Asin", "0.5", "1",
        "0.349439062857213293627411826075369952732487527610450648762882", "0.926133031350182424550124445305787315269355914727418743723766")]
    [InlineData("Acos", "2", "0",
        "0", "1.31695789692481670862504634730796844402698197146751647976847")]
    [InlineData("Acos", "1", "1",
        "0.904556894302381364127316795661958721431094560961605067655998", "-1.06127506190503565203301891621357348580678549893863369639721")]
    [InlineData("Atan", "1", "1",
        "1.0172219678978513677227889615504829220635608769868365871492", "0.402359478108525093650189833306546909881400338567129430478162")]
    [InlineData("Atan", "0", "2",
        "1.57079632679489661923132169163975144209858469968755291048747", "0.549306144334054845697622618461262852323745278911374725867347")]
    [InlineData("Atan", "-3", "0.5",
        "-1.25639818358718014198462943108717251408512284231197886907299", "0.048936144281523828255788534009947971230126220686595115434281")]
    [InlineData("Asinh", "1", "1",
        "1.06127506190503565203301891621357348580678549893863369639721", "0.666239432492515255104004895977792720667490138725947842831474")]
    [InlineData("Asinh", "0", "0.5",
        "0", "0.523598775598298873077107230546583814032861566562517636829157")]
    [InlineData("Acosh", "0.5", "0",
        "0", "1.04719755119659774615421446109316762806572313312503527365831")]
    [InlineData("Acosh", "-2", "0",
        "1.31695789692481670862504634730796844402698197146751647976847", "3.14159265358979323846264338327950288419716939937510582097494")]
    [InlineData("Acosh", "1", "1",
        "1.06127506190503565203301891621357348580678549893863369639721", "0.904556894302381364127316795661958721431094560961605067655998")]
    [InlineData("Atanh", "2", "0",
        "0.549306144334054845697622618461262852323745278911374725867347", "-1.57079632679489661923132169163975144209858469968755291048747")]
    [InlineData("Atanh", "-2", "0",
        "-0.549306144334054845697622618461262852323745278911374725867347", "1.57079632679489661923132169163975144209858469968755291048747")]
    [InlineData("Atanh", "0.5", "-1",
        "0.238877861256859090363182027084782741319916647622922348626599", "-0.847575660670829027131338270401811233835877445728678500201293")]
    [InlineData("CubeRoot", "-8", "0",
        "1", "1.73205080756887729352744634150587236694280525381038062805581")]
    [InlineData("CubeRoot", "1", "1",
        "1.08421508149135118187966600826108320387999294878813796982283", "0.290514555507251444503813188624929073684246284838211464918686")]
    [InlineData("CubeRoot", "-1", "-1",
        "0.793700525984099737375852819636154130195746663949926504904143", "-0.793700525984099737375852819636154130195746663949926504904143")]
    [InlineData("I^z", "0", "1",
        "0.207879576350761908546955619834978770033877841631769608075136", "0")]
    [InlineData("I^z", "2", "1",
        "-0.207879576350761908546955619834978770033877841631769608075136", "0")]
    [InlineData("Z^z", "-0.5", "0",
        "0", "-1.41421356237309504880168872420969807856967187537694807317668")]
    [InlineData("Z^z", "1", "-1",
        "0.273957253830121071130342117417502918307941415697317695442904", "-0.583700758758614627514961896777168080915554078205120723604487")]
    [InlineData("Z^-7", "1", "2",
        "3.712e-4", "-3.5584e-3")]
    public void Function_contains_the_value_computed_at_high_precision(string function, string re, string im, string expectedRe, string expectedIm)
    {
        foreach (int precision in new[] { 64, 128, 190 })
        {
            var actual = Of(function, new(Balls.Of(re), Balls.Of(im)), precision);
            Assert.True(actual.AccurateBits > precision - 20);
            Balls.AssertNear(actual.Re, expectedRe, actual.Magnitude);
            Balls.AssertNear(actual.Im, expectedIm, actual.Magnitude);
        }
    }

    [Fact]
    public void Real_values_of_real_numbers_have_no_imaginary_part()
    {
        ComplexBall[] all =
        [
            ComplexBall.Sqrt(2, 64), ComplexBall.Exp(2, 64), ComplexBall.Log(2, 64), ComplexBall.Power(3, Ball.Half, 64), ComplexBall.Asin(Ball.Half, 64),
            ComplexBall.Acosh(2, 64), ComplexBall.Atanh(Ball.Half, 64), ComplexBall.Root(5, 3, 64), ComplexBall.Tan(1, 64),
            ComplexBall.Divide(1, 3, 64), ComplexBall.Power(ComplexBall.I, 2, 64), ComplexBall.Multiply(ComplexBall.I, ComplexBall.I, 64),
        ];
        Assert.All(all, value => Assert.True(value.IsReal));
        Assert.True(ComplexBall.Sqrt(-4, 64).Re.IsZero && ComplexBall.Sqrt(-4, 64).Im.IsExactly(2));
        Assert.True(ComplexBall.Log(-1, 64).Re.IsZero);
    }

    [Fact]
    public void Across_a_cut_and_at_a_pole_the_value_is_undefined()
    {
        var around0 = Ball.Subtract(Ball.Sqrt(2, 64), Ball.Sqrt(2, 80), 64);
        ComplexBall belowOrAbove = new(-1, around0);
        ComplexBall[] all =
        [
            ComplexBall.Sqrt(belowOrAbove, 64), ComplexBall.Log(belowOrAbove, 64), ComplexBall.Power(belowOrAbove, Ball.Half, 64),
            ComplexBall.Arg(belowOrAbove, 64), ComplexBall.Log(0, 64), ComplexBall.Divide(ComplexBall.I, 0, 64), ComplexBall.Power(0, -1, 64),
            ComplexBall.Power(0, ComplexBall.I, 64), ComplexBall.Atan(ComplexBall.I, 64), ComplexBall.Atanh(1, 64),
        ];
        Assert.All(all, value => Assert.False(value.IsDefined));
        Assert.True(ComplexBall.Power(belowOrAbove, 3, 64).IsDefined);
        Assert.True(ComplexBall.Power(0, Ball.Half, 64).IsZero);
        Assert.True(ComplexBall.Power(0, 0, 64).Re.IsExactly(1));
    }

    [Fact]
    public void Whole_powers_of_gaussian_numbers_are_exact()
    {
        // (1 + 2i)^10 = 237 - 3116i
        var power = ComplexBall.Power(new ComplexBall(1, 2), 10, 64);
        Assert.True(power.Re.IsExactly(237) && power.Im.IsExactly(-3116));
        Assert.True(ComplexBall.Abs(new ComplexBall(-3, 4), 64).IsExactly(5));
        Assert.True(ComplexBall.Conjugate(new ComplexBall(1, 2)).Im.IsExactly(-2));
    }

    private static ComplexBall Of(string function, ComplexBall z, int precision) => function switch
    {
        "Sqrt" => ComplexBall.Sqrt(z, precision),
        "CubeRoot" => ComplexBall.Root(z, 3, precision),
        "Exp" => ComplexBall.Exp(z, precision),
        "Log" => ComplexBall.Log(z, precision),
        "Sin" => ComplexBall.Sin(z, precision),
        "Cos" => ComplexBall.Cos(z, precision),
        "Tan" => ComplexBall.Tan(z, precision),
        "Sinh" => ComplexBall.Sinh(z, precision),
        "Cosh" => ComplexBall.Cosh(z, precision),
        "Tanh" => ComplexBall.Tanh(z, precision),
        "Asin" => ComplexBall.Asin(z, precision),
        "Acos" => ComplexBall.Acos(z, precision),
        "Atan" => ComplexBall.Atan(z, precision),
        "Asinh" => ComplexBall.Asinh(z, precision),
        "Acosh" => ComplexBall.Acosh(z, precision),
        "Atanh" => ComplexBall.Atanh(z, precision),
        "I^z" => ComplexBall.Power(ComplexBall.I, z, precision),
        "Z^z" => ComplexBall.Power(z, z, precision),
        "Z^-7" => ComplexBall.Power(z, -7, precision),
        _ => throw new ArgumentException(function),
    };
}
