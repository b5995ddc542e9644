using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before the first task.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
