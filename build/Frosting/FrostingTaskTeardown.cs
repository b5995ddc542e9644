using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens after each task.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
