using Dashboard.EndToEnd.Tests;
using Dashboard.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(Browser))]
