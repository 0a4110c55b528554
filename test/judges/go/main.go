package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/databricks/databricks-sdk-go"
	"github.com/databricks/databricks-sdk-go/apierr"
	"github.com/databricks/databricks-sdk-go/service/catalog"
	"github.com/databricks/databricks-sdk-go/service/iam"
	"github.com/databricks/databricks-sdk-go/service/settings"
	"github.com/databricks/databricks-sdk-go/service/sql"
)

var failures int

func check(what string, shown any, err error, good bool) {
	word := "ok  "
	if err != nil || !good {
		word = "FAIL"
		failures++
	}
	fmt.Printf("%s %s %v", word, what, shown)
	if err != nil {
		fmt.Printf(" %v", err)
	}
	fmt.Println()
}

func refused(what string, err error, kind error) { check(what, err, nil, errors.Is(err, kind)) }

func main() {
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var ready struct {
		Host, CaFile, Catalog, Schema string
		Port                          int
		HttpPaths, Tokens             map[string]string
	}
	if err := json.Unmarshal(raw, &ready); err != nil {
		panic(err)
	}
	pem, err := os.ReadFile(ready.CaFile)
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client := func(who string) *databricks.WorkspaceClient {
		return databricks.Must(databricks.NewWorkspaceClient(&databricks.Config{
			Host: fmt.Sprintf("https://%s:%d", ready.Host, ready.Port), Token: ready.Tokens[who], AuthType: "pat",
			HTTPTransport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}},
		}))
	}
	ctx := context.Background()
	admin, importer := client("admin"), client("clevertap")

	me, err := admin.CurrentUser.Me(ctx)
	check("me", me.UserName, err, me != nil)
	catalogs, err := admin.Catalogs.ListAll(ctx, catalog.ListCatalogsRequest{MaxResults: 2})
	check("catalogs, paged", len(catalogs), err, len(catalogs) > 2)
	tables, err := admin.Tables.ListAll(ctx, catalog.ListTablesRequest{CatalogName: ready.Catalog, SchemaName: ready.Schema, MaxResults: 7})
	check("tables, paged", len(tables), err, len(tables) > 20)
	exists, err := admin.Tables.ExistsByFullName(ctx, ready.Catalog+"."+ready.Schema+".customers")
	check("table exists", exists, err, exists != nil && exists.TableExists)
	_, err = importer.Catalogs.GetByName(ctx, "no_such")
	refused("unknown catalog is not found", err, apierr.ErrNotFound)
	_, err = importer.Catalogs.Create(ctx, catalog.CreateCatalog{Name: "mine"})
	refused("catalog by the importer is refused", err, apierr.ErrPermissionDenied)
	made, err := admin.Catalogs.Create(ctx, catalog.CreateCatalog{Name: "go_judge", Comment: "made by Go"})
	check("catalog is made", made != nil, err, made != nil)
	_, err = admin.Grants.Update(ctx, catalog.UpdatePermissions{SecurableType: catalog.SecurableTypeCatalog, FullName: "go_judge", Changes: []catalog.PermissionsChange{{Principal: "account users", Add: []catalog.Privilege{catalog.PrivilegeUseCatalog}}}})
	check("grant", "", err, true)
	effective, err := admin.Grants.GetEffective(ctx, catalog.GetEffectiveRequest{SecurableType: catalog.SecurableTypeCatalog, FullName: "go_judge"})
	check("effective", len(effective.PrivilegeAssignments), err, len(effective.PrivilegeAssignments) == 1)
	volume, err := admin.Volumes.Create(ctx, catalog.CreateVolumeRequestContent{CatalogName: "go_judge", SchemaName: "default", Name: "v", VolumeType: catalog.VolumeTypeManaged})
	check("volume", volume != nil, err, volume != nil)
	check("catalog is deleted", "", admin.Catalogs.Delete(ctx, catalog.DeleteCatalogRequest{Name: "go_judge", Force: true}), true)

	warehouses, err := admin.Warehouses.ListAll(ctx, sql.ListWarehousesRequest{})
	check("warehouses", len(warehouses), err, len(warehouses) > 0)
	var running string
	for _, one := range warehouses {
		if one.State == sql.StateRunning {
			running = one.Id
			break
		}
	}
	answer, err := admin.StatementExecution.ExecuteAndWait(ctx, sql.ExecuteStatementRequest{WarehouseId: running, Statement: "SELECT :n + 1 AS n", Parameters: []sql.StatementParameterListItem{{Name: "n", Value: "41", Type: "INT"}}})
	check("statement", answer.Result.DataArray, err, err == nil && answer.Result.DataArray[0][0] == "42")
	_, err = admin.StatementExecution.ExecuteAndWait(ctx, sql.ExecuteStatementRequest{WarehouseId: running, Statement: "SELECT * FROM no_such"})
	check("failed statement says why", err, nil, err != nil)

	groups, err := admin.Groups.ListAll(ctx, iam.ListGroupsRequest{})
	check("groups", len(groups), err, len(groups) > 0)
	sp, err := admin.ServicePrincipals.Create(ctx, iam.ServicePrincipal{DisplayName: "go judge", Entitlements: []iam.ComplexValue{{Value: "databricks-sql-access"}}})
	check("service principal", sp != nil, err, sp != nil)
	check("service principal is replaced", "", admin.ServicePrincipals.Update(ctx, iam.ServicePrincipal{Id: sp.Id, ApplicationId: sp.ApplicationId, DisplayName: "go judge 2", Active: true}), true)
	again, err := admin.ServicePrincipals.GetById(ctx, sp.Id)
	check("and read again", again.DisplayName, err, again.DisplayName == "go judge 2" && len(again.Entitlements) == 0)
	token, err := admin.TokenManagement.CreateOboToken(ctx, settings.CreateOboTokenRequest{ApplicationId: sp.ApplicationId, LifetimeSeconds: 3600, Comment: "go"})
	check("token on behalf of it", token != nil, err, token != nil)
	check("service principal is deleted", "", admin.ServicePrincipals.DeleteById(ctx, sp.Id), true)
	lists, err := admin.IpAccessLists.ListAll(ctx)
	check("IP access lists", len(lists), err, true)
	list, err := admin.IpAccessLists.Create(ctx, settings.CreateIpAccessList{Label: "go", ListType: settings.ListTypeAllow, IpAddresses: []string{"127.0.0.1"}})
	check("IP access list is made", list != nil, err, list != nil)
	check("IP access list is deleted", "", admin.IpAccessLists.DeleteByIpAccessListId(ctx, list.IpAccessList.ListId), true)
	_, err = importer.IpAccessLists.ListAll(ctx)
	refused("IP access lists are for admins", err, apierr.ErrPermissionDenied)
	wrong := databricks.Must(databricks.NewWorkspaceClient(&databricks.Config{Host: fmt.Sprintf("https://%s:%d", ready.Host, ready.Port), Token: "dapi00000000000000000000000000000000", AuthType: "pat", HTTPTransport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}))
	_, err = wrong.CurrentUser.Me(ctx)
	check("a wrong token is refused", err, nil, err != nil)
	if failures > 0 {
		fmt.Printf("Go: %d failed\n", failures)
		os.Exit(1)
	}
	fmt.Println("Go: all passed")
}
