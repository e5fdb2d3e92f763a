using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Geometry;

/// <summary>The vector product of two vectors in space.</summary>
internal sealed class CrossProduct() : ProblemFamily("cross-product", ["Vector Algebra"],
[
    @"Compute the cross product $\vec{u} \times \vec{v}$ of the vectors $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$.",
    @"What is the vector product $\vec{u} \times \vec{v}$ for $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$?",
    @"Find $\vec{u} \times \vec{v}$ if $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$.",
    @"Given $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$, determine the vector $\vec{u} \times \vec{v}$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => [Vectors.Draw(rng, level), Vectors.Draw(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 3, 1000) is not { } u || Measures.Several(values[1], 3, 1000) is not { } v)
            return null;
        Fraction[] product = Vectors.Cross(u, v), plus = [u[1] * v[2] + u[2] * v[1], u[2] * v[0] + u[0] * v[2], u[0] * v[1] + u[1] * v[0]];
        if (product.All(x => x.IsZero))
            return null;
        string Component(int i, int j) => $@"${u[i]} \cdot {v[j].Bracketed()} - {u[j].Bracketed()} \cdot {v[i].Bracketed()} = {u[i] * v[j] - u[j] * v[i]}$";
        return new(AnswerKind.Point, Measures.Tuple(product),
            [
                @"The cross product is $(u_2 v_3 - u_3 v_2, u_3 v_1 - u_1 v_3, u_1 v_2 - u_2 v_1)$",
                $"The first component is {Component(1, 2)}",
                $"The second component is {Component(2, 0)}",
                $"The third component is {Component(0, 1)}",
                $@"So $\vec{{u}} \times \vec{{v}} = {Measures.Tuple(product)}$",
            ],
            Slip.Sign($"The second component is $u_1 v_3 - u_3 v_1 = {-product[1]}$", Measures.Tuple(product[0], -product[1], product[2])),
            Slip.Sign($"The components are ${plus[0]}$, ${plus[1]}$ and ${plus[2]}$", Measures.Tuple(plus)),
            new("Multiply the vectors component by component", Measures.Tuple(u.Zip(v, (x, y) => x * y))),
            new(@"The product has the same value in both orders, so take $\vec{v} \times \vec{u}$", Measures.Tuple(product.Select(x => -x)), SlipKind.Sign));
    }
}

/// <summary>The cosine of the angle of two vectors.</summary>
internal sealed class VectorAngle() : ProblemFamily("vector-angle", ["Vector Algebra"],
[
    @"Find the cosine of the angle between the vectors $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$.",
    @"The vectors $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$ enclose the angle $\theta$. What is $\cos\theta$?",
    @"Compute $\cos\theta$, where $\theta$ is the angle between $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$.",
    @"Let $\theta$ be the angle between $\vec{u} = (<l0>)$ and $\vec{v} = (<l1>)$. Determine the exact value of $\cos\theta$.",
])
{
    protected override string[] Draw(Rng rng, Level level) => Vectors.DrawTwo(rng, level);

    protected override WorkedProblem? Work(string[] values)
    {
        int dimension = values[0].Count(c => c == ',') + 1;
        if (dimension is not (2 or 3) || Measures.Several(values[0], dimension, 100) is not { } u || Measures.Several(values[1], dimension, 100) is not { } v)
            return null;
        Fraction dot = Vectors.Dot(u, v), uu = Vectors.Dot(u, u), vv = Vectors.Dot(v, v);
        if (uu.IsZero || vv.IsZero || dot.IsZero)
            return null;
        Surd lengths = Surd.Root(uu * vv), answer = dot / (uu * vv) * lengths;
        Fraction dropped = dot - u[^1] * v[^1], sum = uu + vv;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The dot product is $\vec{{u}} \cdot \vec{{v}} = {Vectors.DotSteps(u, v)} = {dot}$",
                $@"The lengths are $|\vec{{u}}| = {Roots.Of(uu)}$ and $|\vec{{v}}| = {Roots.Of(vv)}$",
                @"The cosine of the angle is $\cos\theta = \frac{\vec{u} \cdot \vec{v}}{|\vec{u}| \, |\vec{v}|}$",
                $@"The product of the lengths is ${lengths}$, so $\cos\theta = {answer}$",
            ],
            new(
                $@"The cosine is the dot product over the product of the squares, ${(dot.Sign < 0 ? "-" : "")}\frac{{{dot.Abs()}}}{{{uu * vv}}}$",
                (dot / (uu * vv)).ToString()),
            Slip.Careless(
                $@"The dot product is ${Vectors.DotSteps(u[..^1], v[..^1])} = {dropped}$",
                (dropped / (uu * vv) * lengths).ToString()),
            Slip.Sign($"The dot product is ${dot - 2 * u[0] * v[0]}$", ((dot - 2 * u[0] * v[0]) / (uu * vv) * lengths).ToString()),
            new($@"Both lengths together are $\sqrt{{{uu} + {vv}}} = {Surd.Root(sum)}$", (dot / sum * Surd.Root(sum)).ToString()));
    }
}

/// <summary>The projection of a vector onto another.</summary>
internal sealed class VectorProjection() : ProblemFamily("vector-projection", ["Vector Algebra"],
[
    @"Find the orthogonal projection of the vector $\vec{u} = (<l0>)$ onto the vector $\vec{v} = (<l1>)$.",
    @"What is the projection of $\vec{u} = (<l0>)$ onto $\vec{v} = (<l1>)$, as a vector?",
    @"Project the vector $\vec{u} = (<l0>)$ orthogonally onto $\vec{v} = (<l1>)$.",
    @"Compute the component of $\vec{u} = (<l0>)$ that is parallel to $\vec{v} = (<l1>)$, as a vector.",
])
{
    protected override string[] Draw(Rng rng, Level level) => Vectors.DrawTwo(rng, level);

    protected override WorkedProblem? Work(string[] values)
    {
        int dimension = values[0].Count(c => c == ',') + 1;
        if (dimension is not (2 or 3) || Measures.Several(values[0], dimension, 1000) is not { } u || Measures.Several(values[1], dimension, 1000) is not { } v)
            return null;
        Fraction dot = Vectors.Dot(u, v), uu = Vectors.Dot(u, u), vv = Vectors.Dot(v, v);
        if (dot.IsZero)
            return null;
        string Of(Fraction factor, Fraction[] vector) => Measures.Tuple(vector.Select(x => factor * x));
        return new(AnswerKind.Point, Of(dot / vv, v),
            [
                @"The projection is $\frac{\vec{u} \cdot \vec{v}}{\vec{v} \cdot \vec{v}} \, \vec{v}$",
                $@"Here $\vec{{u}} \cdot \vec{{v}} = {Vectors.DotSteps(u, v)} = {dot}$",
                $@"Likewise $\vec{{v}} \cdot \vec{{v}} = {Vectors.DotSteps(v, v)} = {vv}$, so the factor is ${dot / vv}$",
                $@"The projection is this multiple of $\vec{{v}}$, which is ${Of(dot / vv, v)}$",
            ],
            new($@"The factor ${dot / uu}$ times $\vec{{u}}$ is ${Of(dot / uu, u)}$", Of(dot / uu, u)),
            Slip.Careless($@"The projection is $(\vec{{u}} \cdot \vec{{v}}) \, \vec{{v}} = {Of(dot, v)}$", Of(dot, v)),
            Slip.Sign($@"The factor is ${-dot / vv}$, which gives ${Of(-dot / vv, v)}$", Of(-dot / vv, v)),
            new($@"The factor is $\frac{{\vec{{v}} \cdot \vec{{v}}}}{{\vec{{u}} \cdot \vec{{v}}}} = {vv / dot}$", Of(vv / dot, v)));
    }
}

/// <summary>The volume of a parallelepiped by the scalar triple product.</summary>
internal sealed class TripleProduct() : ProblemFamily("triple-product", ["Vector Algebra"],
[
    @"Find the volume of the parallelepiped spanned by $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$.",
    @"What is the volume of the parallelepiped with the edge vectors $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$?",
    @"Use the scalar triple product to compute the volume of the parallelepiped with edges $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$, $\vec{w} = (<l2>)$.",
    @"The vectors $\vec{u} = (<l0>)$, $\vec{v} = (<l1>)$ and $\vec{w} = (<l2>)$ span a parallelepiped. How large is its volume?",
])
{
    protected override string[] Draw(Rng rng, Level level) => [Vectors.Draw(rng, level), Vectors.Draw(rng, level), Vectors.Draw(rng, level)];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Measures.Several(values[0], 3, 1000) is not { } u || Measures.Several(values[1], 3, 1000) is not { } v
            || Measures.Several(values[2], 3, 1000) is not { } w)
            return null;
        Fraction[] cross = Vectors.Cross(v, w), turned = [cross[0], -cross[1], cross[2]];
        Fraction product = Vectors.Dot(u, cross), answer = product.Abs(), wrong = Vectors.Dot(u, turned).Abs(), dropped = product - u[2] * cross[2];
        if (answer.IsZero)
            return null;
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"The volume is the absolute value of the scalar triple product $\vec{u} \cdot (\vec{v} \times \vec{w})$",
                $@"The cross product is $\vec{{v}} \times \vec{{w}} = {Measures.Tuple(cross)}$",
                $@"Its dot product with $\vec{{u}}$ is ${Vectors.DotSteps(u, cross)} = {product}$",
                $"The volume is ${answer}$",
            ],
            Slip.Sign($@"The cross product is $\vec{{v}} \times \vec{{w}} = {Measures.Tuple(turned)}$", wrong.ToString()),
            product.Sign < 0 ? Slip.Sign($"The volume is the triple product, ${product}$", product.ToString()) : null,
            Slip.Careless($"The dot product is ${Vectors.DotSteps(u[..2], cross[..2])} = {dropped}$", dropped.Abs().ToString()),
            new($@"The volume is $\frac{{1}}{{6}}$ of the triple product, ${answer / 6}$", (answer / 6).ToString()));
    }
}
