using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task. When it fails, no task runs, but the teardown does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">Cake's information.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
