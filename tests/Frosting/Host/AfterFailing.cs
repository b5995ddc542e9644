using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependentOn(typeof(Failing))]
public sealed class AfterFailing(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("never");
}
