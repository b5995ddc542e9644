using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependeeOf(typeof(Last))]
public sealed class Inserted(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("inserted");
}
