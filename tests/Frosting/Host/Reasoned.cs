using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Reasoned : FrostingTask, IFrostingTask
{
    string IFrostingTask.SkippedMessage => "there is no network";

    public override bool ShouldRun(ICakeContext context) => false;

    public override void Run(ICakeContext context) => throw new CakeException("never");
}
