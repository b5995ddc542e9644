using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task. When it fails, no task runs, but the teardown does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What Cake knows at this moment.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
