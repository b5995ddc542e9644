using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before each task.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
