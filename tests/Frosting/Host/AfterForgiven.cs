using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependentOn(typeof(Forgiven))]
public sealed class AfterForgiven(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("went on");
}
