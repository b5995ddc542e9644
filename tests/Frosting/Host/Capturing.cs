using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Capturing(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Context = context;
}
