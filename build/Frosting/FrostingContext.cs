using Cake.Core;

namespace Cake.Frosting;

/// <summary>The plain context: everything that Cake offers and nothing of one's own. Derive from it to add properties.</summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    /// <summary>Wraps Cake's context.</summary>
    /// <param name="context">The context of the engine.</param>
    public FrostingContext(ICakeContext context)
        : base(context) { }
}
