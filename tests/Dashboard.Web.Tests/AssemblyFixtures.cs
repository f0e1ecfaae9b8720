using Dashboard.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
