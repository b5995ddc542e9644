using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs before the first task.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
