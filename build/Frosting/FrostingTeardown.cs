using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens after the last task.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
