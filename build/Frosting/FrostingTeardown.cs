using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs after the last task.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
