using Cake.Core;

namespace Cake.Frosting;

/// <summary>The default context, with everything that Cake offers. Derive from it to add properties.</summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Wraps Cake's context.</summary>
    /// <param name="context">The context of the engine.</param>
    public FrostingContext(ICakeContext context)
        : base(context) { }
}
