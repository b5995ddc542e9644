using Cake.Core;

namespace Cake.Frosting;

/// <summary>Setup and teardown of a run.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
