using Cake.Core;

namespace Cake.Frosting;

/// <summary>The default context, with everything that Cake offers. Derive from it to add properties.</summary>
/// <param name="context">The context of the engine.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext { }
