using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task with Cake's context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
