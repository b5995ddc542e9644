using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens around a run.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
