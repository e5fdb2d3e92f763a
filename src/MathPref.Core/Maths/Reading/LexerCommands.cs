using System.Collections.Frozen;

namespace MathPref.Core.Maths.Reading;

/// <summary>The commands of LaTeX that are known by name.</summary>
internal static class LexerCommands
{
    private static readonly FrozenDictionary<string, LexerCommand> _byName = Build();

    private static readonly FrozenDictionary<string, LexerCommand>.AlternateLookup<ReadOnlySpan<char>> _lookup =
        _byName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryFind(ReadOnlySpan<char> name, out LexerCommand command) => _lookup.TryGetValue(name, out command);

    private static FrozenDictionary<string, LexerCommand> Build()
    {
        var all = new Dictionary<string, LexerCommand>();
        void Add(CommandRole role, TokenKind kind, string? text, string names)
        {
            foreach (var name in names.Split(' '))
                all[name] = new(role, kind, text ?? name);
        }
        void Role(CommandRole role, string names) => Add(role, TokenKind.Command, null, names);
        void Token(TokenKind kind, string text, string names) => Add(CommandRole.Token, kind, text, names);
        void Command(string text, string names) => Token(TokenKind.Command, text, names);

        Role(CommandRole.Nothing, "limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle rm bf it tt sf sl em cal mathop mathrel mathbin "
            + "mathord mathopen mathclose mathinner hline toprule midrule bottomrule big Big bigg Bigg strut mathstrut noindent centering par relax "
            + "boldmath unboldmath normalfont tiny small normalsize large Large LARGE huge Huge bigstar allowbreak nonumber notag protect null");
        Role(CommandRole.Blank, "quad qquad enspace enskip thinspace medspace thickspace negthinspace negmedspace negthickspace space nobreakspace hfill hfil");
        Role(CommandRole.Looks, "mathbf boldsymbol bm pmb mathit mathcal mathscr mathfrak boxed fbox framebox underline ensuremath smash vcenter colorbox "
            + "fcolorbox mathchoice uline bold mathnormal");
        Role(CommandRole.Text, "text mathrm textrm textbf textit texttt textsf textsc textnormal textup mathsf mathtt mbox hbox operatorname operatorname* "
            + "emph mathup rmfamily textmd intertext unit");
        Role(CommandRole.Ignored, "color phantom hphantom vphantom label tag tag* hspace hspace* vspace vspace* kern hskip mkern mskip cline setlength "
            + "pagecolor renewcommand textcolor ref eqref cite footnote");
        Role(CommandRole.Left, "left bigl Bigl biggl Biggl mleft");
        Role(CommandRole.Right, "right bigr Bigr biggr Biggr mright");
        Role(CommandRole.Nothing, "middle bigm Bigm biggm Biggm");
        Role(CommandRole.Begin, "begin");
        Role(CommandRole.End, "end");
        Role(CommandRole.Blackboard, "mathbb Bbb mathds");
        Role(CommandRole.Not, "not");

        Token(TokenKind.Open, "(", "lparen lgroup");
        Token(TokenKind.Close, ")", "rparen rgroup");
        Token(TokenKind.Open, "[", "lbrack");
        Token(TokenKind.Close, "]", "rbrack");
        Token(TokenKind.Open, @"\{", "lbrace");
        Token(TokenKind.Close, @"\}", "rbrace");
        foreach (var (open, close) in new[] { ("lfloor", "rfloor"), ("lceil", "rceil"), ("langle", "rangle"), ("lvert", "rvert"), ("lVert", "rVert") })
        {
            Token(TokenKind.Open, open, open);
            Token(TokenKind.Close, close, close);
        }
        Token(TokenKind.Bar, "|", "vert");
        Token(TokenKind.Bar, "mid", "mid");
        Token(TokenKind.PlusMinus, "±", "pm");
        Token(TokenKind.MinusPlus, "∓", "mp");
        Token(TokenKind.Times, "·", "cdot ast centerdot bullet cdotp");
        Token(TokenKind.Times, "×", "times");
        Token(TokenKind.Divide, "/", "div slash");
        Token(TokenKind.Prime, "'", "prime");
        Token(TokenKind.Colon, ":", "colon");
        Token(TokenKind.Degree, "°", "degree degrees textdegree");
        Token(TokenKind.Percent, "%", "percent");
        Token(TokenKind.Currency, "€", "euro EUR texteuro");
        Token(TokenKind.Currency, "£", "pounds pound textsterling");
        Token(TokenKind.Currency, "$", "textdollar dollar");
        Token(TokenKind.Currency, "¢", "cent textcent");
        Token(TokenKind.Row, @"\\", "cr newline tabularnewline crcr");
        Token(TokenKind.Comma, ",", "comma");
        Token(TokenKind.Underscore, "_", "sb");
        Token(TokenKind.Caret, "^", "sp");
        Token(TokenKind.Relation, "=", "eq equals");
        Token(TokenKind.Relation, "≠", "ne neq");
        Token(TokenKind.Relation, "<", "lt");
        Token(TokenKind.Relation, ">", "gt");
        Token(TokenKind.Relation, "≤", "le leq leqslant leqq ngtr");
        Token(TokenKind.Relation, "≥", "ge geq geqslant geqq nless");
        Token(TokenKind.Relation, "≈", "approx simeq thickapprox approxeq doteq");
        Token(TokenKind.Relation, "≡", "equiv");
        Token(TokenKind.Relation, "∈", "in isin");
        Token(TokenKind.Relation, "∉", "notin");
        Token(TokenKind.Relation, "∪", "cup bigcup");
        Token(TokenKind.Relation, "∩", "cap bigcap");
        Token(TokenKind.Relation, "∖", "setminus smallsetminus backslash");

        Command("frac", "frac dfrac tfrac cfrac sfrac nicefrac xfrac flatfrac rfrac");
        Command("binom", "binom dbinom tbinom");
        Command("dots", "dots ldots cdots dotsb dotsc dotsm dotsi dotso vdots ddots hdots");
        Command("Rightarrow", "Rightarrow implies Longrightarrow Leftrightarrow iff Longleftrightarrow");
        Command("to", "to rightarrow longrightarrow mapsto longmapsto");
        Command("emptyset", "emptyset varnothing O");
        Command("infty", "infty infinity");
        Command("wedge", "wedge land");
        Command("vee", "vee lor");
        Command("neg", "neg lnot");
        Command("Reals", "R reals Reals");
        Command("Integers", "Z integers");
        Command("Naturals", "N naturals natnums");
        Command("Rationals", "Q");
        Command("Complexes", "Complex complexes Complexes");
        Command("widehat", "widehat");
        Command("vec", "vec overrightarrow");
        Command("epsilon", "varepsilon epsilon");
        Command("theta", "vartheta theta");
        Command("phi", "varphi phi");
        Command("rho", "varrho rho");
        Command("sigma", "varsigma sigma");
        Command("kappa", "varkappa kappa");
        Command("pi", "varpi pi");
        Command("mod", "mod bmod");
        Command("tilde", "tilde widetilde");
        Command("arcsin", "arcsin asin");
        Command("arccos", "arccos acos");
        Command("arctan", "arctan arctg atan");
        Command("arccot", "arccot arcctg acot");
        Command("arsinh", "arsinh arcsinh asinh");
        Command("arcosh", "arcosh arccosh acosh");
        Command("artanh", "artanh arctanh atanh");
        Command("tan", "tan tg");
        Command("cot", "cot ctg cotg");
        Command("csc", "csc cosec");
        Command("sinh", "sinh sh");
        Command("cosh", "cosh ch");
        Command("tanh", "tanh th");
        Command("coth", "coth cth");
        foreach (var name in ("alpha beta gamma delta zeta eta iota lambda mu nu xi omicron tau upsilon chi psi omega Alpha Beta Gamma Delta Epsilon Zeta Eta "
            + "Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega ell hbar imath jmath aleph partial nabla digamma "
            + "sqrt cbrt root over choose atop sin cos sec exp ln log lg lb det dim ker deg arg gcd lcm max min sup inf lim Re Im Pr sum prod int iint "
            + "iiint oint pmod pod overline bar hat dot ddot circ angle measuredangle triangle perp parallel subset subseteq supset supseteq "
            + "therefore because forall exists sim cong propto complement cancel bcancel xcancel cancelto overset underset stackrel overbrace underbrace "
            + "square Box blacksquare diamond star dagger top bot rlap llap mathring acute grave check breve arcsec arccsc sech csch arcoth arsech "
            + "arcsch uparrow downarrow leftarrow Leftarrow leftrightarrow oplus otimes ominus odot vdash models abs floor ceil sgn sign "
            + "Vert substack longdiv").Split(' '))
            Command(name, name);
        return all.ToFrozenDictionary();
    }
}
