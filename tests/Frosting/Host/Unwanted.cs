using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Unwanted(Notes notes) : FrostingTask
{
    public override bool ShouldRun(ICakeContext context) => false;

    public override void Run(ICakeContext context) => notes.Add("unwanted");
}
