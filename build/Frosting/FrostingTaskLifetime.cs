using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens around each task.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
