using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>Where a variable's values may lie, by where it stands.</summary>
[Flags]
internal enum VariableDomain
{
    Any = 0,

    /// <summary>Above 0: under an even root, a logarithm or an inverse cotangent (two meanings below 0), in the base of a power that is not whole.</summary>
    Positive = 1,

    /// <summary>In a factorial, a binomial, the bounds of a sum, or the exponent of a negative number: whole and above 0.</summary>
    Whole = 2,

    /// <summary>Alone in an inverse function of a sine or the like: between -1 and 1.</summary>
    Unit = 4,

    /// <summary>Under a real or imaginary part or a conjugate: complex.</summary>
    Complex = 8,

    /// <summary>Under a floor or ceiling: whole and half values are tried, too, where those jump.</summary>
    Stepped = 16,
}

/// <summary>What has to be known of two scalars before they are compared: their variables, and what makes some ways of comparing impossible.</summary>
internal sealed class ScalarTraits
{
    private readonly SortedDictionary<string, VariableDomain> _variables = new(StringComparer.Ordinal);
    private readonly List<string> _bound = [];

    /// <summary>The free variables by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, VariableDomain> Variables => _variables;

    public bool HasDecimals { get; private set; }

    public bool HasInfinity { get; private set; }

    /// <summary>A logarithm without a base.</summary>
    public bool HasBareLogarithm { get; private set; }

    /// <summary>Roots, bars, steps or inverse functions over variables: two may be the same on one part of the line and not on another.</summary>
    public bool HasBranches { get; private set; }

    /// <summary>A function of no known meaning.</summary>
    public bool HasUnknownFunction { get; private set; }

    /// <summary>Something that is not a scalar, or too deep or too large to compute.</summary>
    public bool IsBeyond { get; private set; }

    public int Nodes { get; private set; }

    public void Add(Expr expression) => Walk(expression, VariableDomain.Any, Bounds.Depth);

    private void Walk(Expr expression, VariableDomain domain, int depth)
    {
        if (IsBeyond || depth == 0 || ++Nodes > Bounds.Steps)
        {
            IsBeyond = true;
            return;
        }
        depth--;
        switch (expression)
        {
            case Num n:
                HasDecimals |= n.Decimals is not null;
                break;
            case Const c:
                HasInfinity |= c.Kind is ConstKind.Infinity;
                break;
            case BasedNumber:
                break;
            case Sym s:
                if (!_bound.Contains(s.Name))
                    _variables[s.Name] = domain | _variables.GetValueOrDefault(s.Name);
                break;
            case Neg n:
                Walk(n.Operand, domain, depth);
                break;
            case Degrees d:
                Walk(d.Operand, domain, depth);
                break;
            case Percent p:
                Walk(p.Operand, domain, depth);
                break;
            case Sum s:
                foreach (var term in s.Terms)
                    Walk(term, domain, depth);
                break;
            case Product p:
                foreach (var factor in p.Factors)
                    Walk(factor, domain, depth);
                break;
            case Quotient q:
                Walk(q.Top, domain, depth);
                Walk(q.Bottom, domain, depth);
                break;
            case Power p:
                HasBranches |= !IsWhole(p.Exponent);
                Walk(p.Base, IsWhole(p.Exponent) ? domain : domain | VariableDomain.Positive, depth);
                Walk(p.Exponent, IsNegative(p.Base) ? domain | VariableDomain.Whole : domain, depth);
                break;
            case Iterated i:
                Walk(i.From, domain | VariableDomain.Whole, depth);
                Walk(i.To, domain | VariableDomain.Whole, depth);
                _bound.Add(i.Index);
                Walk(i.Body, domain, depth);
                _bound.RemoveAt(_bound.Count - 1);
                break;
            case Call c:
                OfCall(c, domain, depth);
                break;
            case Apply a:
                HasUnknownFunction = true;
                foreach (var argument in a.Arguments)
                    Walk(argument, domain, depth);
                break;
            default:
                IsBeyond = true;
                break;
        }
    }

    private void OfCall(Call call, VariableDomain domain, int depth)
    {
        HasBareLogarithm |= call.Function is Function.Log && call.Arguments.Length == 1;
        HasBranches |= call.Function is Function.Root or Function.Abs or Function.Sign or Function.Floor or Function.Ceiling or Function.Max or Function.Min
            or Function.Arcsin or Function.Arccos or Function.Arctan or Function.Arccot or Function.Arcsec or Function.Arccsc;
        domain |= call.Function switch
        {
            Function.Floor or Function.Ceiling => VariableDomain.Stepped,
            Function.Root when call.Arguments.Length > 1 && call.Arguments[1] is Num { Value: { IsInteger: true, Numerator.IsEven: false } } => domain,
            Function.Root or Function.Ln or Function.Log or Function.Arcosh or Function.Gamma or Function.Arccot => VariableDomain.Positive,
            Function.Factorial or Function.DoubleFactorial or Function.Binomial or Function.Permutations or Function.Gcd or Function.Lcm or Function.Mod
                => VariableDomain.Whole,
            Function.Arcsin or Function.Arccos or Function.Artanh or Function.Arsech when call.Arguments is [Sym] => VariableDomain.Unit,
            Function.Re or Function.Im or Function.Arg or Function.Conjugate => VariableDomain.Complex,
            Function.Det or Function.Transpose => Beyond(),
            _ => domain,
        };
        foreach (var argument in call.Arguments)
            Walk(argument, domain, depth);
    }

    private VariableDomain Beyond()
    {
        IsBeyond = true;
        return VariableDomain.Any;
    }

    private static bool IsWhole(Expr exponent) => exponent switch
    {
        Num n => n.Value.IsInteger,
        Neg { Operand: Num n } => n.Value.IsInteger,
        _ => false,
    };

    private static bool IsNegative(Expr @base) => @base is Neg { Operand: not Sym } or Num { Value.Sign: < 0 };
}
